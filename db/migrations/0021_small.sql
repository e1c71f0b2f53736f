-- Tables that stay small are walked as quickly as looked up, and each index is read at every start.
DROP INDEX IF EXISTS calday_by_day;
DROP INDEX IF EXISTS service_by_number;
DROP INDEX IF EXISTS sitekey_by_code;
-- A whole number is found by its tail.
DROP INDEX IF EXISTS request_by_number;
