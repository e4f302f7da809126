-- Menus of call flows, and what their keys lead to: `<menu>-<key>`.
create table menu (
  owner text not null, id text primary key, tries integer not null, direct integer not null, wrong text not null
) without rowid;
create table menu_key (owner text not null, id text primary key, target text not null) without rowid;
create index menu_owner on menu (owner);
create index menu_key_owner on menu_key (owner);

-- `begins`: keys with which an internal number begins, where callers may dial one.
create view menu_now as
select
  id, tries, wrong,
  case when direct then coalesce((
    select group_concat(digit, '') from (
      select '0' as digit union all select '1' union all select '2' union all select '3' union all select '4'
      union all select '5' union all select '6' union all select '7' union all select '8' union all select '9'
    ) where exists (
      select 1 from dial where number >= digit and number < char(unicode(digit) + 1) and length(number) <= 8 and target glob 'flow,*'
    )
  ), '') else '' end as begins
from menu;
