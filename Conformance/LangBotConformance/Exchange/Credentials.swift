/// The credentials of a run.
package struct Credentials: Sendable {
    package let apiKey: String
    package let userToken: String?
    /// The key of the server's configuration file.
    package let globalKey: String?
    /// The account that the run signs in with.
    let account: (user: String, password: String)?

    package init(
        apiKey: String,
        userToken: String? = nil,
        globalKey: String? = nil,
        account: (user: String, password: String)? = nil
    ) {
        self.apiKey = apiKey
        self.userToken = userToken
        self.globalKey = globalKey
        self.account = account
    }

    /// All values that must not be shown.
    var all: [String] { [apiKey, userToken, globalKey, account?.password].compactMap(\.self) }
}
