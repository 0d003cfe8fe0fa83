-- A turn goes on: its lease begins anew, if it was not lost.
-- KEYS: events, turn, pause.  ARGV: subject, token
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then return 0 end
take_place(ARGV[1], clock() + LEASE)
return 1
