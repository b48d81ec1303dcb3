-- 0115D9  specql_type.is_uri_template()
-- Whether a text is a URI template.

create or replace function specql_type.is_uri_template(value text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_name constant text := '(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?';
begin
  return value ~ ('^(?:[^\u0001-\u0020"''%<>\\^`{|}\u007F]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?' || v_name || '(?:,' || v_name || ')*\})*$');
end;
$$;

comment on function specql_type.is_uri_template(text) is 'True for literals and expressions in braces. RFC 6570, 2.';
