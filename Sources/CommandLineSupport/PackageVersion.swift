/// The version of this package, which both programs print; the changelog says what is in it.
package let packageVersion = "unreleased"
