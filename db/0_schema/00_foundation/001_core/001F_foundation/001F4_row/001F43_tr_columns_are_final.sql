-- 001F43  common.tg__columns_are_final()
-- Refuses a change of the columns named in the trigger's arguments.

create or replace function common.tg__columns_are_final()
  returns trigger
  language plpgsql
as $$
declare
  v_old constant jsonb := to_jsonb(old);
  v_new constant jsonb := to_jsonb(new);
  v_column text;
begin
  foreach v_column in array tg_argv loop
    if v_old -> v_column is distinct from v_new -> v_column then
      raise exception using
        errcode = 'SG402',
        message = format('%s is final', v_column),
        detail = format('It is %s and was to become %s.', v_old -> v_column, v_new -> v_column),
        hint = 'Register the new place beside the old one; codes never move.',
        column = v_column;
    end if;
  end loop;
  return new;
end;
$$;

comment on function common.tg__columns_are_final() is
  'Before update of the columns that the trigger names as its arguments: SG402 where one changes.';
