-- What a sync adds to the console's wikis (see effects.sql).

CREATE OR REPLACE FUNCTION sync_whose(p_source owner_source) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_source
    WHEN 'default' THEN 'Nobody here is known by its owner there, so it stands with the default user.'
    WHEN 'farm' THEN 'Its owner there is known here.'
    ELSE 'It goes back to who had it last.'
  END;
$$;

-- Sites on the farm that are unknown here and somebody's: live ones become wikis, archived ones can be restored. They
-- belong to the user whose owner claim the farm names, else to the default user. Left alone are names that were deleted
-- here, or found gone, since the farm was asked. Returns how many live ones there were.
CREATE OR REPLACE FUNCTION sync_add(listing farm_listing, settings jsonb) RETURNS int LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  parents text[] := ARRAY(SELECT '.' || parent FROM jsonb_array_elements_text(settings->'siteDomains') AS parent);
  change bigint := nextval('change_seq');
  sites_added int;
BEGIN
  -- First what is unknown here, which is little: each further question is asked of that alone.
  WITH strange AS MATERIALIZED (
    SELECT * FROM sync_listed(listing) f
      WHERE f.status IN ('active', 'readonly', 'archived') AND NOT sync_is_ownerless(f)
        AND NOT EXISTS (SELECT FROM site s WHERE s.domain = f.domain)),
  fresh AS (
    SELECT f.*, NOT EXISTS (SELECT FROM unnest(parents) AS parent WHERE right(f.domain, length(parent)) = parent)
          AS is_custom,
        -- The same wiki that was gone is somebody's already, whatever its owner file says.
        coalesce(t.owner_id, known.id, (settings->>'defaultUserId')::int) AS owner_id,
        CASE WHEN t.domain IS NOT NULL THEN t.owner_source WHEN known.id IS NULL THEN 'default' ELSE 'farm'
          END::owner_source AS owner_source
      FROM strange f
        LEFT JOIN sync_known_owners() known ON known.owner_claim = f.subject
        LEFT JOIN tombstone t ON t.domain = f.domain AND t.farm_subject = f.subject AND t.owner_source <> 'default'
      WHERE NOT EXISTS (SELECT FROM archived_site a WHERE a.domain = f.domain)
        -- A delete or restore that found nothing left on the farm leaves no archived site, and its tombstone may have
        -- been lifted since.
        AND NOT EXISTS (SELECT FROM operation o WHERE o.kind IN ('delete', 'restore') AND o.domain = f.domain
          AND o.ended_at >= listing.started_at)
        AND NOT EXISTS (SELECT FROM tombstone late WHERE late.domain = f.domain AND late.at >= listing.started_at)),
  added AS (
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, farm_subject, farm_status,
        farm_marker_console, farm_marker_operation, pages, storage_bytes, last_modified, confirmed_at, change_seq)
      SELECT domain, owner_id, owner_source, is_custom, status::site_state, subject, status, marker_console,
          marker_operation, pages, storage_bytes, last_modified, clock_timestamp(), change
        FROM fresh WHERE status <> 'archived'
      ON CONFLICT (domain) DO NOTHING
      RETURNING domain, owner_source),
  found AS (
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, is_custom, 'active', subject, listing.run_id
        FROM fresh WHERE status = 'archived'
      ON CONFLICT (domain) DO NOTHING
      RETURNING domain, owner_source),
  risen AS (DELETE FROM tombstone t USING added WHERE t.domain = added.domain),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, run_id, note)
      SELECT 'sync-added', domain, 'synced', listing.run_id, 'It is new on the farm. ' || sync_whose(owner_source)
        FROM added
      UNION ALL
      SELECT 'sync-found-archived', domain, 'synced', listing.run_id,
          'The farm has it archived, so it can be restored. ' || sync_whose(owner_source)
        FROM found)
  SELECT count(*) INTO sites_added FROM added;
  RETURN sites_added;
END $$;
