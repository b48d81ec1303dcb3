-- 001F42  common.tg__refuse_removal()
-- Keeps rows whose codes were given out: a code is never given twice.

create or replace function common.tg__refuse_removal()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG402',
    message = format('rows of %s.%s cannot be removed', tg_table_schema, tg_table_name),
    detail = 'A code that was given out stays given, so its row stays.',
    hint = 'Retire the entity with app.retire_entity() instead.';
end;
$$;

comment on function common.tg__refuse_removal() is
  'Before delete or truncate: SG402. Fires for the owner too.';
