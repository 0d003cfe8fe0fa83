"""What operators are handed, made of the catalogue of metrics: a page and Grafana's dashboard."""
