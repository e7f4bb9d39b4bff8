package seed

import "context"

// inBackground reads a stream in a goroutine of its own, a bounded number of records ahead, and calls f with each. The
// goroutine has ended when it returns.
func inBackground(ctx context.Context, all func(yield func(streamed) error) error, f func(streamed) error) error {
	const (
		together = 500 // how many records are handed over at a time
		ahead    = 8   // how many times that
	)
	ctx, cancel := context.WithCancel(ctx)
	handed, read := make(chan []streamed, ahead), make(chan error, 1)
	go func() {
		defer close(handed)
		some := make([]streamed, 0, together)
		hand := func() error {
			select {
			case handed <- some:
				some = make([]streamed, 0, together)
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		err := all(func(r streamed) error {
			if some = append(some, r); len(some) < together {
				return nil
			}
			return hand()
		})
		if err == nil && len(some) > 0 {
			err = hand()
		}
		read <- err
	}()
	var failed error
	for some := range handed {
		for _, r := range some {
			if failed == nil {
				if failed = f(r); failed != nil {
					cancel()
				}
			}
		}
	}
	cancel()
	err := <-read
	if failed != nil {
		return failed
	}
	return err
}
