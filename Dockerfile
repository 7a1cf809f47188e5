FROM python:3.13.7-slim-bookworm AS build
COPY requirements-postgres.lock .
RUN python -m venv /venv \
 && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements-postgres.lock
COPY app /srv/app
# Compiled here, because the user below may not write beside the code.
RUN python -m compileall -q /srv/app

FROM python:3.13.7-slim-bookworm
RUN useradd --uid 10001 --no-create-home onrecord \
 && install -d -o onrecord -g onrecord /srv/var
COPY --from=build /venv /venv
COPY --from=build /srv/app /srv/app
COPY seeds /srv/seeds
WORKDIR /srv
USER onrecord
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# The one folder written to, and only with SQLite.
VOLUME /srv/var
EXPOSE 8000
STOPSIGNAL SIGTERM
# The first start may load the seeds before it answers.
HEALTHCHECK --start-period=60s --interval=30s --timeout=5s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/health/live'); raise SystemExit(c.getresponse().status != 200)"]
# Proxy headers are heeded from the addresses in FORWARDED_ALLOW_IPS, 127.0.0.1 unless told otherwise.
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve", "--host", "0.0.0.0"]
