package main

import (
	"context"
	"fmt"
	"io"
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
	url := cmd.Flags().String("url", "http://127.0.0.1:8080/readyz", "the server's probe")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return health(cmd.Context(), *url) }
	return cmd
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
