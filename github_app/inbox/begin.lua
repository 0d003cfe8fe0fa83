-- A worker heard the bell. Answers {} when there is nothing to do, else attempt, excused and prompts.
-- KEYS: events, turn, pause, due.  ARGV: subject, token, lease_ms, pace_ms
local seen = redis.call('LLEN', KEYS[1])
if seen == 0 or redis.call('HEXISTS', KEYS[2], 'token') == 1 then return {} end
local now = clock()
local pause = redis.call('PTTL', KEYS[3])
if pause > 0 then
  redis.call('ZADD', KEYS[4], now + pause + 1, ARGV[1])
  return {}
end
local attempt = redis.call('HINCRBY', KEYS[2], 'attempt', 1)
redis.call('HSET', KEYS[2], 'token', ARGV[2], 'seen', seen)
redis.call('SET', KEYS[3], 1, 'PX', ARGV[4])
redis.call('ZADD', KEYS[4], now + ARGV[3], ARGV[1])
local excused = tonumber(redis.call('HGET', KEYS[2], 'excused') or 0)
return {attempt, excused, redis.call('LRANGE', KEYS[1], 0, -1)}
