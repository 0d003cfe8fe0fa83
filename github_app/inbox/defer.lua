-- A turn could not be completed: its events stay, and the subject is left alone for a while.
-- KEYS: events, turn, pause.  ARGV: subject, token, prompt, pause_ms, excused, uncounted, why
local now = clock()
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then
  -- The lease was lost, and something may have been published meanwhile: look once more.
  redis.call('RPUSH', KEYS[1], ARGV[3])
  if not redis.call('ZSCORE', DUE, ARGV[1]) then redis.call('ZADD', DUE, now, ARGV[1]) end
  return
end
leave_place(ARGV[1])
redis.call('HDEL', KEYS[2], 'token', 'seen')
redis.call('HINCRBY', KEYS[2], 'excused', ARGV[5])
-- Not the negated argument: of 0 that is -0, which Redis 7.0 takes for no number.
redis.call('HINCRBY', KEYS[2], 'attempt', 0 - tonumber(ARGV[6]))
redis.call('HSET', KEYS[2], 'why', ARGV[7])
redis.call('SET', KEYS[3], 1, 'PX', ARGV[4])
redis.call('ZADD', DUE, now + ARGV[4] + 1, ARGV[1])
