-- 001F41  common.tg__stamp_row()
-- Says in each changed row who changed it last, and when.

create or replace function common.tg__stamp_row()
  returns trigger
  language plpgsql
as $$
begin
  new.updated_at := clock_timestamp();
  new.updated_by := common.current_actor();
  new.created_at := old.created_at;
  new.created_by := old.created_by;
  return new;
end;
$$;

comment on function common.tg__stamp_row() is
  'Before update: sets updated_at and updated_by, and keeps created_at and created_by as they were.';
