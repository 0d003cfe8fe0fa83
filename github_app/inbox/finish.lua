-- A turn is over and its events are answered.
-- KEYS: events, turn, pause, due, done keys...
-- ARGV: subject, token, prompt (or ''), bell_ms, done_seconds
local now = clock()
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then
  -- The lease was lost: what was published may be older than what somebody else published.
  if ARGV[3] == '' then return 'waiting' end
  redis.call('RPUSH', KEYS[1], ARGV[3])
  if redis.call('ZSCORE', KEYS[4], ARGV[1]) then return 'waiting' end
  redis.call('ZADD', KEYS[4], now + ARGV[4], ARGV[1])
  return 'ring'
end
for i = 5, #KEYS do redis.call('SET', KEYS[i], 1, 'EX', ARGV[5]) end
redis.call('LTRIM', KEYS[1], redis.call('HGET', KEYS[2], 'seen'), -1)
redis.call('DEL', KEYS[2])
if redis.call('LLEN', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[4], ARGV[1])
  return 'idle'
end
local pause = redis.call('PTTL', KEYS[3])
if pause > 0 then
  redis.call('ZADD', KEYS[4], now + pause + 1, ARGV[1])
  return 'waiting'
end
redis.call('ZADD', KEYS[4], now + ARGV[4], ARGV[1])
return 'ring'
