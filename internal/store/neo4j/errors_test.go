package neo4j_test

import (
	"errors"
	"io"
	"net"
	"testing"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/store/neo4j"
	"github.com/dealgraph/dealgraph/internal/store/storetest"
)

// answering is an address at which each connection gets some bytes in answer to its handshake.
func answering(t *testing.T, answer []byte) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if _, err := io.ReadFull(conn, make([]byte, 20)); err == nil {
				_, _ = conn.Write(answer)
			}
			conn.Close()
		}
	}()
	return "bolt://" + listener.Addr().String()
}

func TestAServerThatAgreesOnNoVersionOfBoltIsUnavailable(t *testing.T) {
	for name, answer := range map[string][]byte{
		"it offers none":      {0, 0, 1, 0xff, 0, 0}, // a manifest of no versions and no capabilities
		"it takes none":       {0, 0, 0, 0},
		"it closes at once":   nil,
		"it closes in midway": {0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := neo4j.Open(t.Context(), storetest.Catalog(t), neo4j.Config{URI: answering(t, answer), Attempts: 1})
			if !errors.Is(err, store.ErrUnavailable) {
				t.Error(err)
			}
		})
	}
}
