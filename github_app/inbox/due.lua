-- Whose deadline has passed: a lost bell, the end of a pause, a lease that ran out.
-- KEYS: due.  ARGV: prefix of turn keys, bell_ms, how many at most
local now = clock()
local subjects = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[3])
for _, subject in ipairs(subjects) do
  redis.call('HDEL', ARGV[1] .. subject, 'token', 'seen')
  redis.call('ZADD', KEYS[1], now + ARGV[2], subject)
end
return subjects
