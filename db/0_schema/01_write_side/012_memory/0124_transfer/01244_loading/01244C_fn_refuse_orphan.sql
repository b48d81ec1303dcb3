-- 01244C  memory.refuse_orphan()
-- A row whose parent is missing names it.

create or replace function memory.refuse_orphan(field text, parent text, number bigint, needed boolean)
  returns void
  language plpgsql
  stable
as $$
declare
  v_there boolean := not needed;
begin
  if number is not null then
    execute format('select exists (select from memory.%I as p where p.%I = $1)', 'tb_' || parent, 'pk_' || parent)
    into v_there
    using number;
  end if;
  if not v_there then
    raise exception using
      errcode = 'SG220',
      message = format('%s names no %s', coalesce(field, 'the row'), replace(parent, '_', ' ')),
      detail = format('There is no %s with the id %s, in the file or here.', replace(parent, '_', ' '), coalesce(number::text, 'null')),
      hint = 'Add the row that it belongs to, or correct the reference.',
      column = coalesce(field, '');
  end if;
end;
$$;

comment on function memory.refuse_orphan(text, text, bigint, boolean) is 'SG220 where there is no such row; a reference that is not needed may be empty. Field is null where the file has no such column.';
