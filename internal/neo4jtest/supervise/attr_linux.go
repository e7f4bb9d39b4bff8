package main

import "syscall"

// childAttr has the kernel stop the server with its supervisor, even one that was killed.
func childAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
}
