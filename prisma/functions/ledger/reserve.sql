-- Quota and name, won by inserting the row: neither can be won twice, since lock, count and insert are one transaction
-- and the count's snapshot is taken after the lock. A repeated call finds its own row. The same member's row that an
-- earlier create left without a known outcome is taken over, so that the farm is asked again.
CREATE OR REPLACE FUNCTION reserve_site(step jsonb, p_is_custom boolean, p_quota int, p_creates_per_hour int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_given_up(op, step));
  member users;
  held site;
  allowed int;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO held FROM site WHERE operation_id = op.id;
  IF FOUND THEN
    RETURN ledger_answer(op, 'go', NULL);
  END IF;

  SELECT * INTO member FROM users WHERE id = (step->>'userId')::int FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  SELECT * INTO held FROM site WHERE domain = step->>'domain' FOR NO KEY UPDATE;
  IF FOUND THEN
    IF held.state <> 'creating' OR held.owner_id <> member.id THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    ELSIF NOT ledger_let_go(held.operation_id, step) THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
    -- Gone, if its operation gave up.
    SELECT * INTO held FROM site WHERE id = held.id;
  END IF;

  allowed := coalesce(member.quota, p_quota);
  IF (SELECT count(*) FROM site
      WHERE owner_id = member.id AND owner_source <> 'default' AND id IS DISTINCT FROM held.id) >= allowed THEN
    RETURN ledger_end(op, 'refused', 'quotaExceeded', replace(step->'sentences'->>
      CASE allowed WHEN 0 THEN 'quotaOfNone' WHEN 1 THEN 'quotaOfOne' ELSE 'quotaExceeded' END,
      '{quota}', allowed::text));
  END IF;
  IF (SELECT count(*) FROM operation
      WHERE user_id = member.id AND kind = 'create' AND id <> op.id AND state NOT IN ('refused', 'gaveUp')
        AND created_at > clock_timestamp() - interval '1 hour') >= p_creates_per_hour THEN
    RETURN ledger_refuse(op, step, 'tooManyCreates');
  END IF;

  IF held.id IS NOT NULL THEN
    UPDATE site SET operation_id = op.id WHERE id = held.id;
    op.site_id := held.id;
  ELSE
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, operation_id)
      VALUES (step->>'domain', member.id, 'person', p_is_custom, 'creating', op.id)
      ON CONFLICT (domain) DO NOTHING RETURNING id INTO op.site_id;
    -- Another member was faster, between our look and our insert.
    IF op.site_id IS NULL THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
  END IF;
  UPDATE operation SET site_id = op.site_id, run_id = step->>'runId' WHERE id = op.id;
  RETURN ledger_answer(op, 'go', NULL);
END $$;
