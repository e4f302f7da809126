-- Queues as app_queue reads them by realtime: `queues` and `queue_members` are views, so that what an agent switches with the
-- phone, do not disturb and forwarding count without anybody writing them twice.

create table queue (
  owner text not null, id text primary key, number text not null, strategy text not null, seconds integer not null,
  wrap_up integer not null, max_waiting integer not null, say_position integer not null, say_wait integer not null,
  say_every integer not null, leave_when_empty integer not null, lineup text not null, full_to text not null,
  empty_to text not null
) without rowid;
create table agent (
  owner text not null, id text primary key, queue text not null, ext text not null, device text not null,
  position integer not null, signed_in integer not null
) without rowid;
create index queue_owner on queue (owner);
create index agent_owner on agent (owner);
create index agent_queue on agent (queue, position);
create index agent_ext on agent (ext);

-- Each queue twice: app_queue cannot turn a queue that it holds into a line kept in order, so that one has a name of its own,
-- and callers who wait in the other one are served there.
create view queue_line as
select id || '' as name, id, 0 as in_order from queue
union all select id || '.o', id, 1 from queue;

create view queues as
select
  l.name,
  case when l.in_order then 'linear' else
    case q.strategy
      when 'round-robin' then 'rrmemory' when 'fewest-calls' then 'fewestcalls' when 'longest-idle' then 'leastrecent'
      when 'random' then 'random' else 'ringall'
    end
  end as strategy,
  q.seconds as timeout, 1 as retry, q.wrap_up as wrapuptime, q.max_waiting as maxlen, 'no' as ringinuse,
  'yes' as joinempty, iif(q.leave_when_empty, 'paused,unavailable,invalid,unknown', 'no') as leavewhenempty,
  iif(q.say_position or q.say_wait, q.say_every, 0) as announce_frequency,
  iif(q.say_position, 'yes', 'no') as announce_position,
  iif(q.say_wait, 'yes', 'no') as announce_holdtime,
  'default' as musicclass
from queue_line l join queue q on q.id = l.id;

-- The phone at which an agent with one device rings now, see hot-desks.sql: empty while somebody else is logged in there.
-- For an agent with all phones it is the handset at which the number is logged in, if any.
create view agent_now as
select a.id, case when a.device = '' then coalesce((select d.device from desk_now d where d.ext = a.ext), '')
  else coalesce(
    (select d.device from desk_now d where d.home = a.device),
    (select '' from desk_now d where d.device = a.device),
    a.device) end as device
from agent a;

-- An agent who is signed out or whose own rules keep calls away is paused, not gone: the order stays. The interface begins
-- with the position in a line kept in order, because app_queue reads members sorted by it; `uniqueid` names the line-up, so
-- that a changed order makes them all anew.
create view queue_members as
select
  l.name as queue_name,
  iif(l.in_order, a.id || '.' || q.lineup, a.id) as uniqueid,
  'Local/' || iif(l.in_order, printf('%02d-', a.position), '') || a.id || '@agent' as interface,
  a.id as membername,
  iif(a.device = '', 'hint:' || a.ext || iif(w.device = '', '', '.' || w.device) || '@agents',
    'PJSIP/' || iif(w.device = '', a.device, w.device)) as state_interface,
  0 as penalty,
  iif(a.signed_in = 0 or e.dnd or e.always_on or (a.device <> '' and w.device = ''), 1, 0) as paused,
  '' as reason_paused, q.wrap_up as wrapuptime, 'no' as ringinuse
from queue_line l join queue q on q.id = l.id join agent a on a.queue = q.id join exten e on e.id = a.ext
join agent_now w on w.id = a.id;

create view agent_ringing as
select a.id, w.device, 0 as position from agent a join agent_now w on w.id = a.id where a.device <> '' and w.device <> ''
union all
select a.id, l.device, l.position from agent a join leg_now l on l.node = a.ext where a.device = '' and l.device <> ''
union all
select a.id, d.device, 9 from agent a join desk_now d on d.ext = a.ext
where a.device = '' and not exists (select 1 from leg l where l.node = a.ext and l.device = d.home);

-- What rings for an agent: one device, or what rings for the extension itself.
create view agent_legs as
select
  a.id, a.ext,
  coalesce((select group_concat('PJSIP/' || r.device || '&', '' order by r.position) from agent_ringing r where r.id = a.id), '') as legs
from agent a;

-- A list of questions for the dialplan: is any phone of a signed-in agent connected?
create view agents_there as
select
  q.id,
  coalesce((
    select group_concat('${EVAL_EXTEN(agent-there,' || d.device || ',1)}', '')
    from (
      select distinct r.device from agent a join exten e on e.id = a.ext join agent_ringing r on r.id = a.id
      where a.queue = q.id and a.signed_in and not e.dnd and not e.always_on
    ) d), '') as ask
from queue q;

-- Agents as the sign-in and sign-out codes ask for them: device and queue number, or no number for all queues of the device.
-- `reads` makes app_queue read those queues anew.
create view agent_device as
select a.id as agent, a.queue, w.device from agent a join agent_now w on w.id = a.id where w.device <> ''
union all
select a.id, a.queue, a.ext || '-' || slot.n from agent a, (select 1 as n union all select 2 union all select 3) slot
where a.device = '' and not exists (select 1 from desk_now d where d.device = a.ext || '-' || slot.n);

create view agent_at as
select d.device || '/' || q.number as id, '${QUEUE_EXISTS(' || q.id || ')}${QUEUE_EXISTS(' || q.id || '.o)}' as reads
from agent_device d join queue q on q.id = d.queue
union all
select d.device || '/', group_concat('${QUEUE_EXISTS(' || d.queue || ')}${QUEUE_EXISTS(' || d.queue || '.o)}', '')
from agent_device d group by d.device;

create trigger phone_change_agent after insert on phone_change when new.what in ('queue-in', 'queue-out') begin
  update agent set signed_in = (new.what = 'queue-in')
    where id in (select agent from agent_device where device = new.device)
      and (new.value = '' or queue in (select id from queue where number = new.value));
end;
