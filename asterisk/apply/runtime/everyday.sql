-- Everyday features: what the dialplan asks for pick-up, parking, paging, conference rooms and speed dialling.

-- Whose phone a device is, and with which rules it calls. The EXT of an endpoint is its variable, which may be another's
-- when somebody has signed in at a shared phone.
create view device as
select id, case when set_var like '\_\_EXT=%' escape '\' then substr(set_var, 7, instr(set_var || ';', ';') - 7) else '' end as ext
from ps_endpoints;

-- Channels of which one may ring, as PickupChan wants them: the beginnings of channel names.
create view pickup as
select number as id, 'PJSIP/' || id || '-1-&PJSIP/' || id || '-2-&PJSIP/' || id || '-3-'
  || coalesce((select '&PJSIP/' || d.device || '-' from desk_now d where d.ext = exten.id), '') as channels from exten
union all
select d.number, group_concat('PJSIP/' || l.device || '-', '&')
from dial d join leg_now l on l.device <> '' and d.target = 'flow,' || l.node || ',1' join node n on n.id = l.node and n.kind in ('ring', 'hunt')
group by d.number;

-- The same for "my groups": everybody else's devices in the groups that an extension is in.
create view pickup_mine as
select mine.ext as id, group_concat(distinct 'PJSIP/' || other.device || '-') as channels
from leg mine join node n on n.id = mine.node and n.kind in ('ring', 'hunt') and n.ext = ''
join leg_now other on other.node = mine.node and other.ext <> mine.ext and other.device <> ''
group by mine.ext;

create table park_slot (owner text not null, id text primary key) without rowid;
create index park_slot_owner on park_slot (owner);

create table paging (owner text not null, id text primary key, options text not null) without rowid;
create table paging_member (owner text not null, id text primary key, paging text not null, device text not null, ext text not null) without rowid;
create index paging_owner on paging (owner);
create index paging_member_owner on paging_member (owner);
create index paging_member_paging on paging_member (paging);

-- Do not disturb keeps a phone out of a call to all.
create view paging_call as
select p.id, p.options, coalesce((
  select group_concat('PJSIP/' || m.device, '&')
  from paging_member m join exten e on e.id = m.ext where m.paging = p.id and e.dnd = 0), '') as devices
from paging p;

create table conference (
  owner text not null, id text primary key, pin text not null, leader_pin text not null, announce text not null,
  most integer not null, waits integer not null
) without rowid;
create index conference_owner on conference (owner);

-- `all-07` for everybody's, `<extension id>-07` for one's own.
create table speed (owner text not null, id text primary key, number text not null) without rowid;
create index speed_owner on speed (owner);
