//go:build measure

package bench_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// process is a server that is measured.
type process struct {
	pid int
	url string
}

// processorTime is what a process has used, user and system, by its clock of the system: to the nanosecond, where /proc has
// hundredths of a second.
func processorTime(t testing.TB, pid int) time.Duration {
	t.Helper()
	var now syscall.Timespec
	clock := uintptr(^pid<<3 | 2) // CPUCLOCK_SCHED of a process, as clock_getcpuclockid(3) makes it
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&now)), 0); errno != 0 {
		t.Fatalf("read the processor clock of process %d: %v", pid, errno)
	}
	return time.Duration(now.Nano())
}

// memory is what a process has in memory, and had at most, in MB.
func memory(t testing.TB, pid int) (now, most int) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb int
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kb); n == 1 {
			now = kb >> 10
		}
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			most = kb >> 10
		}
	}
	return now, most
}

// startFloor starts this program again, as the floor.
func startFloor(t testing.TB, what string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), floorVariable+"="+what)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	begin(t, cmd)
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the floor does not start: %v", err)
	}
	return &process{cmd.Process.Pid, strings.TrimSpace(url)}
}

// begin starts a process that ends with the test: by SIGTERM, or, where the test itself is killed, with it.
func begin(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
}

// built compiles the program, as it is shipped.
func built(t testing.TB) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "dealgraph")
	if output, err := exec.Command("go", "build", "-o", binary, "github.com/dealgraph/dealgraph/cmd/dealgraph").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, output)
	}
	return binary
}

var endpoint = regexp.MustCompile(`page=(http://\S+)/ endpoint=`)

// startDealgraph serves with the defaults, but for the time that an operation may take on a busy machine, and waits until it says
// that it is ready. DEALGRAPH_BENCH_BINARY names another binary than that of this source.
func startDealgraph(t testing.TB, arguments ...string) *process {
	t.Helper()
	binary := os.Getenv("DEALGRAPH_BENCH_BINARY")
	if binary == "" {
		binary = built(t)
	}
	cmd := exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0", "--timeout", "1m"}, arguments...)...)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	begin(t, cmd)
	var said strings.Builder
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if m := endpoint.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, log) }() // until the process ends
			return &process{cmd.Process.Pid, m[1]}
		}
		said.WriteString(lines.Text() + "\n")
	}
	t.Fatalf("dealgraph serve ended before it was ready:\n%s", &said)
	return nil
}

// client asks over one connection after another of a pool that is large enough.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1024, DisableCompression: true}}

// drain reads an answer to its end, so that its connection is used again.
func drain(response *http.Response) {
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
}

// post gives the body of an answer that is 200.
func post(url string, body []byte) ([]byte, error) {
	response, err := client.Post(url, "application/json", strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %.500s", response.Status, answer)
	}
	return answer, err
}
