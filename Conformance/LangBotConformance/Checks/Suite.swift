/// Every check, in the order in which it is made and reported.
package enum Suite {
    package static let checks: [Check] =
        AuthenticationMatrix.checks + HeaderFormChecks.checks + KeyFormChecks.checks + SchemeChecks.checks
        + PrecedenceChecks.checks + ChannelChecks.checks + ErrorChecks.checks + EnvelopeChecks.checks
        + RoutingChecks.checks + IdentifierChecks.checks + BodyChecks.checks + WireChecks.checks
        + ConnectionChecks.checks + UserTokenChecks.checks + KeyLifeChecks.checks + KeyLimitChecks.checks
        + ResourceLifeChecks.checks + ResourceUseChecks.checks + ProviderChecks.checks + ConcurrencyChecks.checks
        + LeakageChecks.checks

    /// The check of that slug.
    package static func check(_ id: String) -> Check? {
        checks.first { $0.id == id }
    }
}
