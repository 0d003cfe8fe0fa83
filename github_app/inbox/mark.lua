-- An event about a subject has come in.
-- KEYS: events, turn, pause, due, done.  ARGV: subject, prompt, delivery, bell_ms
if ARGV[3] ~= '' and redis.call('EXISTS', KEYS[5]) == 1 then return 'duplicate' end
redis.call('RPUSH', KEYS[1], ARGV[2])
if redis.call('ZSCORE', KEYS[4], ARGV[1]) then return 'waiting' end
local now = clock()
local pause = redis.call('PTTL', KEYS[3])
if pause > 0 then
  redis.call('ZADD', KEYS[4], now + pause + 1, ARGV[1])
  return 'waiting'
end
redis.call('ZADD', KEYS[4], now + ARGV[4], ARGV[1])
return 'ring'
