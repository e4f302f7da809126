-- runtime.sqlite3: what Asterisk reads while calls run. A projection of the office, rebuilt from nothing at any time.
-- Tables hold projected rows, each with its owner; views answer the questions of the dialplan in one look-up, so that
-- settings which a phone changes itself (by inserting into phone_change) take effect in the same statement.

create table meta (key text primary key, value text not null) without rowid;

create table dial (owner text not null, number text primary key, target text not null) without rowid;

create table exten (
  owner text not null, id text primary key, number text not null, dnd integer not null, call_waiting integer not null,
  seconds integer not null, mailbox text not null,
  always_on integer not null, always_number text not null, always_node text not null,
  busy_on integer not null, busy_number text not null,
  no_answer_on integer not null, no_answer_number text not null,
  unreachable_on integer not null, unreachable_number text not null,
  vips text not null
) without rowid;
create index exten_number on exten (number);

create table node (
  owner text not null, id text primary key, kind text not null, ext text not null, seconds integer not null,
  next text not null, mode text not null, shown text not null, value text not null
) without rowid;

create table leg (
  owner text not null, id text primary key, node text not null, position integer not null, device text not null,
  ext text not null, member text not null, start integer not null, seconds integer not null,
  skip_busy integer not null, signed_out integer not null
) without rowid;
create index leg_node on leg (node, position);
create index leg_device on leg (device);

create table ps_endpoints (
  owner text not null, id text primary key, aors text, auth text, context text, disallow text, allow text,
  direct_media text, rewrite_contact text, rtp_symmetric text, force_rport text, callerid text, subscribe_context text,
  media_encryption text, set_var text, device_state_busy_at integer, moh_suggest text, language text
) without rowid;
create table ps_auths (owner text not null, id text primary key, auth_type text, username text, password text) without rowid;
create table ps_aors (
  owner text not null, id text primary key, max_contacts integer, remove_existing text, qualify_frequency integer, mailboxes text
) without rowid;
create table voicemail (
  owner text not null, uniqueid integer primary key autoincrement, id text not null unique, context text not null,
  mailbox text not null, password text not null, fullname text not null
);
create index voicemail_mailbox on voicemail (mailbox, context);

create index dial_owner on dial (owner);
create index exten_owner on exten (owner);
create index node_owner on node (owner);
create index leg_owner on leg (owner);
create index ps_endpoints_owner on ps_endpoints (owner);
create index ps_auths_owner on ps_auths (owner);
create index ps_aors_owner on ps_aors (owner);
create index voicemail_owner on voicemail (owner);

-- The inbox of changes that phones made by feature code: written by Asterisk in one statement, so it is there or not,
-- also after a power cut; the service turns each row into a command and removes it when that is live.
create table phone_change (
  id integer primary key autoincrement, at integer, ext text not null, what text not null, value text not null, device text not null
);

-- The moment that schedules go by. `shift` is 0; a test that asks what happens at another time sets it.
create table clock (id integer primary key check (id = 1), shift integer not null);
insert into clock values (1, 0);
create view moment as select 1 as id, unixepoch() + shift as now from clock;

-- One row: 1 while the service writes, so that its own writes are not taken for a phone's.
create table writer (id integer primary key check (id = 1), applying integer not null);
insert into writer values (1, 0);

-- Where an extension's call goes for each outcome; the columns are named as Asterisk's DIALSTATUS.
-- `gate` is the first thing that decides: do not disturb, forwarding, or its devices ring. A step of a call flow (s) is the
-- node that it is about (n, its id is `base`), with the flow's next step, `over`, wherever nobody took the call.
create view flow as
select
  s.id, n.id as base, n.kind, n.ext, n.mode, n.shown, n.value,
  case when s.kind = 'step' and s.next <> '' then s.next else n.next end as next,
  case when s.kind = 'step' then s.next else '' end as over,
  case when s.kind = 'step' and s.seconds > 0 then s.seconds else n.seconds end as seconds,
  case
    when n.kind <> 'extension' then ''
    when e.dnd then 'dnd'
    when e.always_on and e.vips = '' then 'always'
    when e.always_on then 'vip'
    when exists (select 1 from away a where a.id = e.id) then 'unavailable'
    when e.call_waiting = 0 then 'waiting'
    else 'own'
  end as gate,
  coalesce(e.call_waiting, 1) as call_waiting,
  coalesce(e.vips, '') as vips,
  case when e.always_node <> '' then e.always_node else 'number,' || coalesce(e.always_number, '') || ',1' end as always,
  case when s.kind = 'step' and s.next <> '' then s.next
       when e.mailbox <> '' then 'flow,vm-' || e.id || ',1' else 'end,busy,1' end as dnd,
  coalesce((select case when s.kind = 'step' and s.next <> '' then s.next else a.target end from away a where a.id = e.id), '') as unavailable,
  case when s.kind = 'step' and s.next <> '' then s.next
       when e.busy_on and e.busy_number <> '' then 'number,' || e.busy_number || ',1'
       when e.mailbox <> '' then 'flow,vm-' || e.id || ',1' else 'end,busy,1' end as BUSY,
  case when s.kind = 'step' and s.next <> '' then s.next
       when e.no_answer_on and e.no_answer_number <> '' then 'number,' || e.no_answer_number || ',1'
       when e.mailbox <> '' then 'flow,vm-' || e.id || ',1' else 'end,no-answer,1' end as NOANSWER,
  case when s.kind = 'step' and s.next <> '' then s.next
       when e.unreachable_on and e.unreachable_number <> '' then 'number,' || e.unreachable_number || ',1'
       when e.mailbox <> '' then 'flow,vm-' || e.id || ',1' else 'end,unreachable,1' end as CHANUNAVAIL,
  case n.kind
    when 'extension' then coalesce((select group_concat('PJSIP/' || l.device || '&', '' order by l.position) from leg_now l where l.node = n.id and l.device <> ''), '') || coalesce((select 'PJSIP/' || d.device || '&' from desk_now d
      where d.ext = n.ext and not exists (select 1 from leg l where l.node = n.id and l.device = d.home)), '')
    when 'ring' then coalesce((
      select group_concat(
        case
          when l.start = 0 and l.seconds >= n.seconds and l.skip_busy then '${EVAL_EXTEN(free,' || l.device || ',1)}'
          when l.start = 0 and l.seconds >= n.seconds then 'PJSIP/' || l.device || '&'
          else 'Local/' || l.start || '-' || l.seconds || '-' || l.skip_busy || '-' || l.device || '@leg/n&'
        end, '' order by l.position)
      from leg_now l join exten le on le.id = l.ext
      where l.node = n.id and le.dnd = 0 and le.always_on = 0 and l.signed_out = 0 and l.device <> ''
        and not exists (select 1 from away a where a.id = le.id)), '')
      || iif(n.value = '', '', 'Local/' || n.value || '-' || n.mode || '@outside-leg/n&')
    when 'hunt' then coalesce((
      select group_concat(
        case when le.dnd or le.always_on or l.signed_out or l.device = '' or exists (select 1 from away a where a.id = le.id) then '-' else l.device || ':' || l.seconds || ':' || l.skip_busy end,
        ',' order by case n.mode when 'random' then random() else l.position end)
      from leg_now l join exten le on le.id = l.ext where l.node = n.id), '')
    else ''
  end as legs,
  case n.kind when 'hunt' then (select count(*) from leg l where l.node = n.id) else 0 end as members
from node s
join node n on n.id = case s.kind when 'step' then s.value else s.id end
left join exten e on e.id = n.ext;

-- Devices behind a number, for busy lamps: every slot, so that adding a phone changes no lamp that is watched already.
create view lamp as
select number, 'PJSIP/' || id || '-1&PJSIP/' || id || '-2&PJSIP/' || id || '-3'
  || coalesce((select '&PJSIP/' || d.device from desk_now d where d.ext = exten.id), '') as devices from exten
union all
select id, 'park:' || id || '@parked-calls' from park_slot
union all
select number, 'Custom:' || id from schedule_code;

-- Membership as the sign-in and sign-out codes ask for it: device and group number.
create view membership as
select coalesce((select h.device from desk_now h where h.home = l.device), l.device) || '/' || d.number as id, l.id as leg, l.signed_out
from leg l join node n on n.id = l.node join dial d on d.target = 'flow,' || n.id || ',1'
where n.kind in ('ring', 'hunt');

create trigger phone_change_live after insert on phone_change begin
  update exten set dnd = new.value where id = new.ext and new.what = 'dnd' and new.value in ('0', '1');
  update exten set call_waiting = new.value where id = new.ext and new.what = 'call-waiting' and new.value in ('0', '1');
  update exten set always_on = 0 where id = new.ext and new.what = 'always' and new.value = '';
  update exten set always_on = 1, always_number = new.value, always_node = '' where id = new.ext and new.what = 'always' and new.value <> '';
  update exten set busy_on = new.value <> '', busy_number = iif(new.value <> '', new.value, busy_number) where id = new.ext and new.what = 'busy';
  update exten set no_answer_on = new.value <> '', no_answer_number = iif(new.value <> '', new.value, no_answer_number) where id = new.ext and new.what = 'no-answer';
  update exten set unreachable_on = new.value <> '', unreachable_number = iif(new.value <> '', new.value, unreachable_number) where id = new.ext and new.what = 'unreachable';
  update leg set signed_out = (new.what = 'sign-out')
    where new.what in ('sign-in', 'sign-out') and id in (select leg from membership where id = new.device || '/' || new.value);
end;
