// Package bounded is a cache that two numbers bound: how many entries it keeps, and how many bytes these are said to take.
// What was not asked for longest goes first. What it keeps, and what a byte is, its user says.
package bounded
