import JSONCore
import LangBotContract

/// What accounts and those who manage them do alike to a second factor.
extension Behaviour {
    func shown(_ time: Timestamp?) -> JSONValue { time.map { .string($0.shortestText) } ?? .null }

    /// The members of content that may be missing or blank.
    func optionalContent(_ call: Call) throws(DomainError) -> JSONObject {
        let content = try call.json()
        if isBlank(content) { return [:] }
        guard let members = content.objectValue else { throw .failure("The content is not an object") }
        return members
    }

    /// The code beside a password, under either of its names.
    func secondFactorCode(_ members: JSONObject) -> JSONValue? {
        isBlank(members["totp_code"]) ? members["code"] : members["totp_code"]
    }

    func givenCode(_ call: Call) throws(DomainError) -> String {
        guard let code = try optionalContent(call)["code"]?.stringValue, !code.isEmpty else {
            throw .refusedWith200(1, "Missing code parameter")
        }
        return code
    }

    /// Gives an account a new second factor, to be confirmed with its first code.
    func enrol(
        _ account: String,
        _ email: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        let factor = SecondFactor(call.surroundings)
        world.secondFactors[account] = factor
        return try enrolment(factor, email)
    }

    /// What an authenticator reads; the key itself is only in the image.
    func enrolment(_ factor: SecondFactor, _ email: String) throws(DomainError) -> JSONValue {
        let key = OneTimePassword.base32(factor.key)
        let label = PercentEncoding.encoded(email, keeps: "/")
        let address =
            "otpauth://totp/\(label)?secret=\(key)&issuer=LangBot&algorithm=SHA1&digits=6&period=30"
        guard let code = QRCode(Array(address.utf8)) else { throw .failure("The name is too long for a QR code") }
        return [
            "algorithm": "SHA1", "digits": .integer(Int64(OneTimePassword.digits)),
            "period": .integer(OneTimePassword.period),
            "qr_code_data_url": .string("data:image/png;base64,\(Base64URL.padded(code.png))"),
            "uuid": .string(factor.uuid),
        ]
    }

    func confirm(
        _ code: String,
        _ account: String,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        guard let isEnabled = world.secondFactors[account]?.isEnabled else {
            throw .secondFactor(404, "not_enrolled", "No pending TOTP enrolment for this Account")
        }
        if isEnabled { throw .secondFactorEnabled }
        do throws(SecondFactor.Fault) {
            try world.secondFactors[account]?.confirm(code, call.surroundings)
        } catch { throw DomainError(error, 400, "Invalid TOTP code") }
        return recoveryCodes(world.secondFactors[account])
    }

    func recoveryCodes(_ factor: SecondFactor?) -> JSONValue {
        ["recovery_codes": .array((factor?.recoveryCodes ?? []).map(JSONValue.string))]
    }
}

/// How second factors refuse.
extension DomainError {
    static func secondFactor(_ status: Int, _ code: String, _ reason: String) -> DomainError {
        .refused(status: status, code: .text("totp_\(code)"), reason: reason)
    }

    static func wrongCode(_ status: Int, _ reason: String) -> DomainError {
        secondFactor(status, "invalid_code", reason)
    }

    static let secondFactorEnabled = secondFactor(
        409,
        "already_enrolled",
        "TOTP is already enabled for this Account"
    )

    static let secondFactorDisabled = secondFactor(
        404,
        "not_enrolled",
        "TOTP is not enabled for this Account"
    )

    /// A code that did not pass, as an operation reports it.
    init(_ fault: SecondFactor.Fault, _ status: Int, _ reason: String) {
        switch fault {
        case .wrongCode: self = .wrongCode(status, reason)
        case .foreignCode: self = .failure("Only codes of ASCII characters can be compared")
        }
    }
}
