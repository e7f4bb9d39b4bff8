package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// healthTimeout bounds the question to a server's probe.
const healthTimeout = 5 * time.Second

func healthCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Ask a running server whether it is ready: for a container's health check",
		Args:  noArguments,
	}
	url := cmd.Flags().String("url", "", "the server's probe, such as http://127.0.0.1:8080/readyz; where it is not given, that of --addr")
	addr := addrFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return health(cmd.Context(), cmp.Or(*url, probeAt(*addr))) }
	return cmd
}

// probeAt gives the probe of a server on this machine that listens on an address. One that listens everywhere does so here.
func probeAt(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/readyz"
}

func health(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil || req.URL.Host == "" {
		return coded(exitUsage, fmt.Errorf("--url %q is no address of a probe, such as http://127.0.0.1:8080/readyz", url))
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return coded(exitUnreachable, fmt.Errorf("the server does not answer: %w", err))
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	text, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	return coded(exitUnreachable, fmt.Errorf("the server is not ready: %s: %s", resp.Status, strings.TrimSpace(string(text))))
}
