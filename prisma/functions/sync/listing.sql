-- Runs end within an hour. A listing's head is kept for what comes late, its sites only until their run has ended.
CREATE OR REPLACE FUNCTION tidy_listings() RETURNS void LANGUAGE sql AS $$
  DELETE FROM farm_listing WHERE started_at < clock_timestamp() - interval '1 day';
  DELETE FROM farm_listing_site s USING farm_listing l, sync_run r
    WHERE l.id = s.listing_id AND r.run_id = l.run_id;
$$;

-- Nothing gets into a listing that is sealed, and none goes while somebody stages into it.
CREATE OR REPLACE FUNCTION hold_open_listing(p_listing_id int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM farm_listing WHERE id = p_listing_id AND sealed_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'listing % is sealed or gone', p_listing_id;
  END IF;
END $$;

-- Each array has one entry a site, in the order of worker/sync/staged-site.ts: to read them costs a third of what as
-- much JSON does. Staging a site twice is harmless.
CREATE OR REPLACE FUNCTION stage_sites(p_listing_id int, p_domain text[], p_status text[], p_owner_name text[],
  p_subject text[], p_marker_console text[], p_marker_operation text[], p_pages int[], p_storage_bytes bigint[],
  p_last_modified timestamptz[], p_manageable boolean[], p_asked text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_open_listing(p_listing_id);
  INSERT INTO farm_listing_site (listing_id, domain, status, owner_name, subject, marker_console, marker_operation,
      pages, storage_bytes, last_modified, manageable, asked, confirmed)
    SELECT p_listing_id, domain, status, owner_name, subject, marker_console, marker_operation, pages, storage_bytes,
        last_modified, manageable, asked, asked IS NOT NULL
      FROM unnest(p_domain, p_status, p_owner_name, p_subject, p_marker_console, p_marker_operation, p_pages,
        p_storage_bytes, p_last_modified, p_manageable, p_asked) AS s (domain, status, owner_name, subject,
        marker_console, marker_operation, pages, storage_bytes, last_modified, manageable, asked)
    ON CONFLICT DO NOTHING;
END $$;

-- As a worker of the release before calls it.
CREATE OR REPLACE FUNCTION stage_listing(p_listing_id int, p_sites jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_open_listing(p_listing_id);
  INSERT INTO farm_listing_site (listing_id, domain, status, owner_name, subject, marker_console, marker_operation,
      pages, storage_bytes, last_modified, manageable, asked, confirmed)
    SELECT p_listing_id, domain, status, "ownerName", subject, "markerConsole", "markerOperation", pages,
        "storageBytes", "lastModified", manageable, asked, asked IS NOT NULL
      FROM jsonb_to_recordset(p_sites) AS s(domain text, status text, "ownerName" text, subject text,
        "markerConsole" text, "markerOperation" text, pages int, "storageBytes" bigint, "lastModified" timestamptz,
        manageable boolean, asked text)
    ON CONFLICT DO NOTHING;
END $$;

-- From here on the listing is complete: `p_site_count` sites that the farm listed, and those that were asked for.
CREATE OR REPLACE FUNCTION seal_listing(p_listing_id int, p_site_count int, p_farm_ms int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE farm_listing SET sealed_at = clock_timestamp(), site_count = p_site_count, farm_ms = p_farm_ms
    WHERE id = p_listing_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'listing % is gone', p_listing_id;
  END IF;
END $$;
