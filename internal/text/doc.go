// Package text holds what engines must do alike with texts so that their answers agree.
package text
