/// Every check, in the order in which checks run and are reported.
package enum Suite {
    package static let checks: [Check] =
        AuthenticationMatrix.checks + HeaderFormChecks.checks + KeyFormChecks.checks + SchemeChecks.checks
        + PrecedenceChecks.checks + ChannelChecks.checks + ErrorChecks.checks + EnvelopeChecks.checks
        + RoutingChecks.checks + BypassChecks.checks + SignInChecks.checks + KeyPowerChecks.checks
        + IdentifierChecks.checks + BodyChecks.checks + WireChecks.checks
        + ConnectionChecks.checks + UserTokenChecks.checks + ForgedTokenChecks.checks + KeyLifeChecks.checks
        + KeyShapeChecks.checks + KeyLimitChecks.checks
        + KeyScopeChecks.checks + SecretChecks.checks + MCPChecks.checks + GlobalKeyChecks.checks
        + ResourceLifeChecks.checks + FormChecks.checks + TypeChecks.checks + ValueChecks.checks
        + MemberChecks.checks
        + EffectChecks.checks + TimeChecks.checks + ListChecks.checks + OtherListChecks.checks
        + ResourceIdentityChecks.checks + ResourceUseChecks.checks + ProviderChecks.checks
        + ConcurrencyChecks.checks + LeakageChecks.checks

    /// The check with the given slug.
    package static func check(_ id: String) -> Check? {
        checks.first { $0.id == id }
    }
}
