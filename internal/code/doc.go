// Package code is the closed list of error codes that the API sends in extensions.code, and the few functions that
// put a code on an error and read it back. It says nothing about HTTP: package server maps a code to a status.
package code
