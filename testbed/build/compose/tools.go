//go:build tools

// Names what the bed builds from this module, so that go.mod and go.sum pin it.
package tools

import _ "github.com/docker/compose/v2/cmd"
