public import LangBot

extension ClientConfiguration {
    /// The default configuration, adjusted for quick and predictable tests: an ``ImmediateClock``, and a fixed release
    /// instead of a request for it.
    ///
    /// - Parameter release: The release that the client assumes.
    public static func testing(release: ServerRelease = .newestKnown) -> ClientConfiguration {
        var configuration = ClientConfiguration()
        configuration.clock = ImmediateClock()
        configuration.release = .known(release)
        return configuration
    }
}
