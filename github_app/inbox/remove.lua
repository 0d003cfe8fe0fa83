-- Something among the deadlines is no subject: all that stands under its name goes.
-- KEYS: events, turn, pause, due, dead letters.  ARGV: name, letters to keep, letter
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('LPUSH', KEYS[5], ARGV[3])
redis.call('LTRIM', KEYS[5], 0, ARGV[2] - 1)
