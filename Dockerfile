FROM golang:1.26 AS build
WORKDIR /src
# The modules are a layer of their own: a change of the code alone fetches nothing again.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# With .git in the context, so that --version and the metrics tell the commit. It stays in this stage.
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /dealgraph ./cmd/dealgraph
# What the program expects of a system beside itself: roots to trust, and two directories that it may write to.
RUN mkdir -p /root-fs/data /root-fs/tmp /root-fs/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /root-fs/etc/ssl/certs/

# Nothing but that: no shell to break into, no packages to keep up to date, nobody who is root.
FROM scratch
COPY --from=build --chown=65532:65532 /root-fs /
COPY --from=build /dealgraph /dealgraph
USER 65532:65532
# The embedded database is a file of the working directory: mount a volume here to keep it.
WORKDIR /data
EXPOSE 8080
# By the environment, so that the check finds it, wherever it is set to.
ENV DEALGRAPH_ADDR=:8080
# The image has no curl: the program asks itself.
HEALTHCHECK --interval=5s --timeout=6s --start-period=15s --retries=5 CMD ["/dealgraph", "health"]
ENTRYPOINT ["/dealgraph"]
CMD ["serve"]
