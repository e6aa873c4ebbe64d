import Foundation

/// The system's reason for a failure, such as `No such file or directory`, without Foundation's text around it.
package func systemReason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    let code = underlying.map { $0 as NSError } ?? (error as NSError)
    return code.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(code.code))) : code.localizedDescription
}
