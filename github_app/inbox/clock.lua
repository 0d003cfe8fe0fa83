-- Put before every script: milliseconds by Redis's own clock, with fractions.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end
