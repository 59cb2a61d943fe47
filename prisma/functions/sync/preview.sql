-- What a sync would change: the same functions, rolled back. A preview is an operation with a step of its own (see the
-- ledger's), lists the farm as a sync does, and claims nothing that waits.

-- Begins an attempt: an answer with the id of its listing, or the operation's recorded outcome.
CREATE OR REPLACE FUNCTION begin_preview(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_given_up(op, step));
  listing_id int;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF EXISTS (SELECT FROM users WHERE id = op.user_id AND NOT is_admin) THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  DELETE FROM farm_listing WHERE run_id = step->>'runId';
  INSERT INTO farm_listing (run_id, workflow_id, attempt, change_seq)
    VALUES (step->>'runId', step->>'workflowId', (step->>'attempt')::int, nextval('change_seq'))
    RETURNING id INTO listing_id;
  RETURN ledger_answer(op, 'go', NULL) || jsonb_build_object('listingId', listing_id);
END $$;

-- The sealed listing's effects as lines. Nothing of the effects stays: they are undone by an exception of our own.
CREATE OR REPLACE FUNCTION preview_sync(step jsonb, p_listing_id int, settings jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
  listing farm_listing := sync_sealed_listing(p_listing_id, step->>'runId');
  lines jsonb;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF listing.id IS NULL THEN
    RETURN ledger_answer(op, 'superseded', NULL);
  END IF;
  PERFORM sync_lock();
  BEGIN
    PERFORM sync_effects(listing, settings);
    SELECT jsonb_agg(jsonb_build_object('domain', domain, 'change', action, 'reason', note)) INTO lines
      FROM audit_event WHERE run_id = listing.run_id;
    RAISE EXCEPTION USING ERRCODE = 'MCPRE';
  EXCEPTION WHEN SQLSTATE 'MCPRE' THEN
    NULL;
  END;
  RETURN end_preview(op, lines, NULL);
END $$;

-- A guard refused the listing: what it counted are the lines, and the message is the guard's.
CREATE OR REPLACE FUNCTION preview_refused(step jsonb, p_listing_id int, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
  listing farm_listing;
  lines jsonb;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO listing FROM farm_listing WHERE id = p_listing_id;
  IF listing.refused_by IS NOT NULL THEN
    SELECT jsonb_agg(jsonb_build_object('domain', c.domain, 'change', 'refused-' || c.kind, 'reason', CASE c.kind
        WHEN 'gone' THEN 'The farm doesn''t list it.'
        WHEN 'archived' THEN 'It is archived on the farm.'
        WHEN 'lost' THEN 'It was archived, and the farm doesn''t list it.'
        WHEN 'returned' THEN 'It was archived here and is live on the farm again.'
        ELSE 'The farm doesn''t name its owner any more.' END)) INTO lines
      FROM sync_changes(listing) c
      WHERE c.kind = ANY (CASE listing.refused_by WHEN 'returned' THEN ARRAY['returned']
        WHEN 'ownersLost' THEN ARRAY['ownerLost'] ELSE ARRAY['gone', 'archived', 'lost'] END);
  END IF;
  RETURN end_preview(op, lines, 'A sync would be refused. ' || p_message);
END $$;

-- Ends it with its lines. Those of the four before it are kept: somebody may be reading them.
CREATE OR REPLACE FUNCTION end_preview(op operation, lines jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  message text;
BEGIN
  DELETE FROM preview_line WHERE operation_id NOT IN (
    SELECT id FROM operation WHERE kind = 'preview' AND (id = op.id OR state = 'done') ORDER BY created_at DESC, id LIMIT 5);
  INSERT INTO preview_line (operation_id, domain, change, reason)
    SELECT op.id, line->>'domain', line->>'change', line->>'reason' FROM jsonb_array_elements(lines) AS line;
  SELECT 'A sync would ' || CASE WHEN count(*) = 0 THEN 'change nothing.'
      ELSE string_agg(format(kinds.words, found.number), ', ' ORDER BY kinds.place) || '.' END
    INTO message
    FROM (VALUES (1, 'sync-added', 'add %s'), (2, 'sync-returned', 'bring back %s'), (3, 'sync-removed', 'remove %s'),
        (4, 'sync-archived', 'note %s as archived'), (5, 'sync-found-archived', 'offer %s archived ones to be restored'),
        (6, 'sync-assigned', 'give %s to their owners'), (7, 'sync-readonly', 'note %s as read-only'),
        (8, 'sync-active', 'note %s as writable'), (9, 'sync-lost', 'forget %s archived ones')) AS kinds (place, change, words)
      JOIN (SELECT change, count(*) AS number FROM preview_line WHERE operation_id = op.id GROUP BY change) found
        USING (change);
  -- Also of those that failed.
  DELETE FROM farm_listing l USING operation o
    WHERE o.workflow_id = l.workflow_id AND o.kind = 'preview' AND (o.id = op.id OR o.ended_at IS NOT NULL);
  RETURN ledger_end(op, 'done', 'previewed', coalesce(p_message, message));
END $$;
