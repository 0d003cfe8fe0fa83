-- Prompts of a turn that nobody can read become dead letters; the turn goes on without them.
-- KEYS: events, turn, dead letters.  ARGV: token, letters to keep, then prompt and letter in turn
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[1] then return end
for i = 3, #ARGV, 2 do
  if redis.call('LREM', KEYS[1], 1, ARGV[i]) == 1 then
    redis.call('HINCRBY', KEYS[2], 'seen', -1)
    redis.call('LPUSH', KEYS[3], ARGV[i + 1])
  end
end
redis.call('LTRIM', KEYS[3], 0, ARGV[2] - 1)
