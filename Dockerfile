# The app for a team, or the command line in a container:
#   docker build -t sparkproof .
#   docker run -p 8501:8501 -v sparkproof:/data sparkproof                      behind your own sign-in
#   docker run --rm -v "$PWD:/work" -w /work sparkproof sparkproof check ad.yaml
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim-bookworm
# What the wheels of Skia and OpenCV need of the system.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libegl1 libgl1 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 sparkproof \
    && mkdir /data /files \
    && chown sparkproof: /data /files
COPY requirements.txt /tmp/requirements.txt
COPY --from=build /wheels /wheels
# The versions that were tested, then the wheel, which asks for no others.
RUN pip install --no-cache-dir -r /tmp/requirements.txt \
    && pip install --no-cache-dir "$(ls /wheels/*.whl)[dask]" \
    && rm -r /wheels /tmp/requirements.txt
USER sparkproof
WORKDIR /home/sparkproof
ENV SPARKPROOF_WORK=/data \
    SPARKPROOF_CACHE=/data/cache \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
# Nobody is let in by itself: say how people sign in, as compose.yaml does (docs/server.md).
CMD ["sparkproof", "app", "--server", "--address", "0.0.0.0", "--home", "/data"]
