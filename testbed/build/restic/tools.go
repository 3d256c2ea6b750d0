//go:build tools

// Names what the benchmark builds from this module, so that go.mod and go.sum pin it.
package tools

import _ "github.com/restic/restic/cmd/restic"
