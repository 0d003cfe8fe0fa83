-- Whose deadline has passed gets in line: after a lost bell, a pause, a lease that ran out. Then
-- places are given out, in rotation among installations. Answers whom to ring for.
-- KEYS: bells.  ARGV: prefix of turn keys, prefix of event keys, how many deadlines at most
local now = clock()
local rung = {}
for _, subject in ipairs(redis.call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, ARGV[3])) do
  redis.call('HDEL', ARGV[1] .. subject, 'token', 'seen')
  if installation_of(subject) then
    leave_place(subject)
    line_up(subject, is_background(ARGV[2] .. subject), now)
  else
    redis.call('ZADD', DUE, now + BELL, subject)
    rung[#rung + 1] = subject
  end
end

-- One of each installation at a time, up to `bells` in all; `most` as for free_places.
local function serve(installations, background, bells, most)
  while bells > 0 and #installations > 0 do
    local more = {}
    for _, installation in ipairs(installations) do
      local subject = nil
      if bells > 0 and free_places(installation, background, most, now) > 0 then
        subject = redis.call('ZPOPMIN', line_of(installation, background))[1]
      end
      if subject then
        take_place(subject, now + BELL)
        rung[#rung + 1] = subject
        bells = bells - 1
        redis.call('ZADD', LINES, 'XX', now + 1 + #rung / 1000, installation)
        more[#more + 1] = installation
      end
    end
    installations = more
  end
  return bells
end

local waiting = redis.call('ZRANGE', LINES, 0, 99)
local ringing = redis.call('LLEN', KEYS[1])
local bells = serve(waiting, false, BELLS - ringing, TURNS)
if ringing == 0 and #rung == 0 then
  serve(waiting, true, 1, BACKGROUND_TURNS)
else
  -- Nobody starves: one a second of those who waited long, though there is more urgent work.
  for _, installation in ipairs(waiting) do
    local oldest = redis.call('ZRANGE', line_of(installation, true), 0, 0, 'WITHSCORES')[2]
    if oldest and tonumber(oldest) <= now - PATIENCE
        and free_places(installation, true, TURNS, now) > 0
        and redis.call('SET', 'plumbline:patience', 1, 'NX', 'PX', 1000) then
      serve({installation}, true, 1, TURNS)
    end
  end
end

for n, installation in ipairs(waiting) do
  if redis.call('EXISTS', line_of(installation, false), line_of(installation, true)) == 0 then
    redis.call('ZREM', LINES, installation)
  elseif bells > 0 then
    -- Whoever has to wait makes way for those who were not looked at.
    redis.call('ZADD', LINES, 'XX', 'GT', now + n / 1000, installation)
  end
end
return rung
