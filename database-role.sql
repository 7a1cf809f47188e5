-- What the service is in its database: the owner of it, and nobody anywhere else. The container of
-- docker-compose.yml reads this once, with psql, when it makes its data.
\getenv password ONRECORD_PASSWORD
CREATE ROLE onrecord LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE onrecord OWNER onrecord;
REVOKE CONNECT, TEMPORARY ON DATABASE onrecord FROM PUBLIC;
