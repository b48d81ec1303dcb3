-- 0115C1  specql_type.translated_pattern()
-- An ECMA 262 regular expression as one of PostgreSQL's.

create or replace function specql_type.translated_pattern(pattern text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_limit  constant integer := specql_type.json_schema_limit('pattern_states');
  v_token  text;
  v_class  text;
  -- One entry for each group that is open, outermost first: what stands before its last atom, that atom, and their sizes.
  v_before text[] := '{""}';
  v_atom   text[] := '{""}';
  v_sizes  integer[] := '{0}';
  v_size   integer[] := '{0}';
  v_level  integer := 1;
  v_counts text[];
begin
  if length(pattern) > specql_type.json_schema_limit('pattern_length') then
    perform specql_type.refuse_pattern(pattern, format('it has more than %s characters', specql_type.json_schema_limit('pattern_length')));
  end if;
  -- Most patterns read the same in both languages.
  if pattern ~ '^\^?(?:(?:[A-Za-z0-9 _@:/,;%&=#<>~"''!-]|\[\^?(?:[A-Za-z0-9_ @:/+](?:-[A-Za-z0-9])?)+-?\])(?:[*+?]|\{\d{1,2}\}|\{\d{1,2},\})?)*\$?$' then
    perform specql_type.refuse_broken_pattern(pattern, pattern);
    return pattern;
  end if;

  for v_token in
    select m[1] from regexp_matches(pattern, specql_type.pattern_tokens(), 'g') as m
  loop
    if v_class is not null then
      -- Within brackets: everything up to the closing one is one atom.
      if v_token = ']' then
        v_atom[v_level] := specql_type.translated_class(pattern, v_class);
        v_size[v_level] := 1;
        v_class := null;
      else
        v_class := v_class || v_token;
      end if;
      continue;
    end if;
    if v_token ~ '^(?:[*+?]|\{\d+(?:,\d*)?\})' then
      -- A quantifier; whether it is lazy makes no difference to whether there is a match.
      v_counts := regexp_match(v_token, '^\{(\d+)(,?)(\d*)\}');
      if v_atom[v_level] = '' or v_counts[1]::numeric > v_limit or nullif(v_counts[3], '')::numeric > v_limit
        or nullif(v_counts[3], '')::numeric < v_counts[1]::numeric then
        perform specql_type.refuse_pattern(pattern, format('%s repeats nothing, or too often', v_token));
      end if;
      v_size[v_level] := v_size[v_level] * greatest(v_counts[1]::integer, nullif(v_counts[3], '')::integer, 1);
      v_before[v_level] := v_before[v_level] || specql_type.repeated_atom(v_atom[v_level], v_token, v_counts);
      v_sizes[v_level] := v_sizes[v_level] + v_size[v_level];
      v_atom[v_level] := '';
      v_size[v_level] := 0;
      if v_sizes[v_level] > v_limit then
        perform specql_type.refuse_pattern(pattern, format('written out it has more than %s characters', v_limit));
      end if;
      continue;
    end if;

    -- Everything else ends the atom before it.
    v_before[v_level] := v_before[v_level] || v_atom[v_level];
    v_sizes[v_level] := v_sizes[v_level] + v_size[v_level];
    v_atom[v_level] := '';
    v_size[v_level] := 0;
    if v_token in ('[', '[^') then
      v_class := case v_token when '[' then '' else '^' end;
    elsif v_token in ('|', '^', '$') then
      v_before[v_level] := v_before[v_level] || v_token;
    elsif starts_with(v_token, '(') then
      v_level := v_level + 1;
      v_before[v_level] := case when v_token ~ '^\(\?(?:<?[=!])$' then v_token else '(?:' end;
      v_atom[v_level] := '';
      v_sizes[v_level] := 0;
      v_size[v_level] := 0;
      if v_token ~ '^\(\?.' and v_token !~ '^\(\?(?::|<?[=!]|<[[:alpha:]_$][[:alnum:]_$]*>)$' then
        perform specql_type.refuse_pattern(pattern, format('%s has no equivalent', v_token));
      end if;
    elsif v_token = ')' then
      if v_level = 1 then
        perform specql_type.refuse_pattern(pattern, 'a ) closes nothing');
      end if;
      v_level := v_level - 1;
      v_atom[v_level] := v_before[v_level + 1] || ')';
      v_size[v_level] := v_sizes[v_level + 1];
    else
      v_atom[v_level] := specql_type.translated_atom(pattern, v_token);
      v_size[v_level] := 1;
    end if;
  end loop;

  if v_class is not null or v_level > 1 then
    perform specql_type.refuse_pattern(pattern, 'a bracket is not closed');
  end if;
  perform specql_type.refuse_broken_pattern(pattern, v_before[1] || v_atom[1]);
  return v_before[1] || v_atom[1];
end;
$$;

comment on function specql_type.translated_pattern(text) is
  'The pattern in PostgreSQL''s dialect, to be matched with the collation und-x-icu; docs/json-schema.md says what differs. '
  'SG142: it is no regular expression, it is too large, or it uses something that has no equivalent.';
