-- 013434  network.parsed_row()
-- The columns of a row of the file.

create or replace function network.parsed_row(source_table text, content jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_forms jsonb := case source_table
    when 'projects' then '{"name": "string!", "ecosystem": "string!", "version": "text", "description": "text",
      "dependency_count": "number"}'
    when 'contributors' then '{"id": "uuid!", "type": "HUMAN|SYSTEM!", "name": "text!", "email": "text",
      "wallet_address": "text", "hourly_rate": "money", "created_at": "time"}'
    when 'assets' then '{"id": "uuid!", "type": "CODE|MODEL|CONTENT|DATA!", "description": "text", "total_cost": "money",
      "created_at": "time"}'
    when 'contributions' then '{"id": "uuid!", "contributor_id": "uuid!", "asset_id": "uuid!", "cost_amount": "money!",
      "coherence_score": "real", "timestamp": "time"}'
    when 'github_contributors' then '{"id": "text!", "source": "text", "login": "text!", "name": "text",
      "avatar_url": "text", "contributions_count": "number", "created_at": "time", "updated_at": "time"}'
    when 'github_organizations' then '{"id": "text!", "login": "text!", "type": "text", "name": "text",
      "avatar_url": "text", "created_at": "time", "updated_at": "time"}'
  end;
  -- Nearly every project is like this, and is not looked at cell by cell.
  v_is_plain constant boolean := source_table = 'projects'
    and jsonb_typeof(content -> 'name') = 'string' and content ->> 'name' <> ''
    and jsonb_typeof(content -> 'ecosystem') = 'string' and content ->> 'ecosystem' <> ''
    and coalesce(jsonb_typeof(content -> 'version'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'description'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'dependency_count'), 'null') in ('number', 'null')
    and coalesce(length(content ->> 'dependency_count'), 0) <= 100;
  v_problem constant jsonb := case when v_is_plain is not true then network.cell_problem(content, v_forms, zone) end;
  v_made constant timestamptz := case when source_table <> 'projects' then coalesce(
    network.file_time(content ->> case source_table when 'contributions' then 'timestamp' else 'created_at' end, zone),
    clock_timestamp()) end;
  v_contributor record;
  v_asset record;
begin
  if v_problem is not null then
    return v_problem;
  end if;
  case source_table
    when 'projects' then
      v_forms := network.package_problem(content ->> 'ecosystem', content ->> 'name');
      if v_forms is not null then
        return v_forms;
      end if;
      return jsonb_build_object('match', lower((content ->> 'ecosystem') || '/' || (content ->> 'name') collate "und-x-icu"),
        'ecosystem', content -> 'ecosystem', 'project_name', content -> 'name', 'version', content -> 'version',
        'description', content -> 'description', 'dependency_count', network.money(content -> 'dependency_count'));
    when 'contributors' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'contributor_type', content -> 'type', 'contributor_name', content -> 'name', 'email', content -> 'email',
        'wallet_address', content -> 'wallet_address', 'hourly_rate', network.money(content -> 'hourly_rate'), 'made_at', v_made);
    when 'assets' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'asset_type', content -> 'type', 'description', content -> 'description',
        'unattributed_cost', network.money(content -> 'total_cost'), 'made_at', v_made);
    when 'contributions' then
      select c.pk_contributor, c.id into v_contributor
      from network.tb_contributor as c where c.id = (content ->> 'contributor_id')::uuid;
      if not found then
        return network.problem('SG224', 'contributor_id', 'the contributor does not exist',
          'Register the contributor, then try the row again.');
      end if;
      select a.pk_asset, a.id into v_asset
      from network.tb_asset as a where a.id = (content ->> 'asset_id')::uuid;
      if not found then
        return network.problem('SG225', 'asset_id', 'the asset does not exist', 'Register the asset, then try the row again.');
      end if;
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'fk_contributor', v_contributor.pk_contributor, 'fk_asset', v_asset.pk_asset,
        'contributor_id', v_contributor.id, 'asset_id', v_asset.id,
        'cost_amount', network.money(content -> 'cost_amount'), 'metadata', nullif(content -> 'metadata', 'null'),
        'coherence_score', network.money(content -> 'coherence_score'), 'made_at', v_made);
    else
      if length(content ->> 'id') > 500 then
        return network.problem('SG123', 'id', 'the key of a GitHub account has 1 to 500 characters');
      end if;
      return jsonb_build_object('match', content -> 'id', 'github_id', content -> 'id', 'login', content -> 'login',
        'display_name', content -> 'name', 'avatar_url', content -> 'avatar_url', 'made_at', v_made,
        'renewed_at', network.file_time(content ->> 'updated_at', zone))
        || case source_table
          when 'github_contributors' then jsonb_build_object(
            'source', content -> 'source', 'contributions_count', network.money(content -> 'contributions_count'))
          else jsonb_build_object('organization_type', content -> 'type') end;
  end case;
end;
$$;

comment on function network.parsed_row(text, jsonb, text) is
  'The values of the columns by name, and match: what finds the row. Or the problem of the row.';
