// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/text/connectcauses.h"

#include <QtGlobal>

namespace Cistern {

std::span<const ConnectCause> connectCauses()
{
    using Cause = Failure::Cause;
    using enum ConnectCause::Link;
    using C = ConnectCause;
    constexpr quint8 any = ConnectCause::Any;

    // Numbers of HTTP, of WS-Management (0x8033…) and of WMI (0x8004…).
    static constexpr ConnectCause table[] = {
        // Name
        {.steps = any,
         .cause = Cause::NameNotFound,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "The name {host} was not found."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "No address belongs to \"{host}\" for the name servers of this computer."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check the spelling, add the domain, or use an address. What the name "
             "servers know, this shows on this computer:"),
         .command = "nslookup {host}"},
        {.steps = C::Name,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "Nobody could say where {host} is."),
         .why = QT_TRANSLATE_NOOP("ConnectWords",
                                  "The name servers of this computer did not answer in time."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Use an address instead of the name, or check the network of this computer.")},

        // Network
        {.steps = C::Network,
         .cause = Cause::Refused,
         .code = 0,
         .link = Plain,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "Nothing listens at {place}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{host} can be reached, but WS-Management is not enabled there, or listens "
             "at another port; or no way leads there at all."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Correct the port (5985 for HTTP, 5986 for HTTPS), or enable WinRM there, as "
             "administrator in PowerShell:"),
         .command = "Enable-PSRemoting -Force"},
        {.steps = C::Network,
         .cause = Cause::Refused,
         .code = 0,
         .link = Tls,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "Nothing listens at {place}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{host} can be reached, but has no HTTPS listener for WS-Management, or has "
             "it at another port; or no way leads there at all."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Correct the port (5986 for HTTPS, 5985 for HTTP), or make the listener "
             "there, which takes a certificate of that machine:"),
         .command = "winrm quickconfig -transport:https"},
        {.steps = C::Network,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "Nothing answers at {place}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The system is off, the address is another machine's, or a firewall in "
             "between drops what is sent to port {port}."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords",
                                  "Check that it is on. On Windows this lets port {port} in:"),
         .command = "New-NetFirewallRule -DisplayName \"WinRM {port}\" -Direction Inbound "
                    "-Protocol TCP -LocalPort {port} -Action Allow"},

        // Encryption
        {.steps = any,
         .cause = Cause::TlsVersion,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "No encrypted connection to {place} could be made."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{host} speaks no version of TLS that this computer accepts (1.2 and 1.3), "
             "or none at all at port {port}."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check that the port is that of HTTPS (5986). On old Windows this enables "
             "TLS 1.2 after a restart:"),
         .command = "New-Item 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\"
                    "SCHANNEL\\Protocols\\TLS 1.2\\Server' -Force | "
                    "New-ItemProperty -Name Enabled -Value 1 -PropertyType DWord"},
        {.steps = C::Encryption,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{place} does not answer in TLS."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The connection was accepted, and then nothing more was said: port {port} is "
             "not one of HTTPS, or the service hangs."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check that the port is that of HTTPS (5986), or restart the service there:"),
         .command = "Restart-Service WinRM"},
        {.steps = any,
         .cause = Cause::Certificate,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "The certificate of {system} is not known here."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "No authority that this computer trusts vouches for it{fingerprint}. Nothing "
             "was sent."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Compare the fingerprint with the one that this shows on {host}, then trust "
             "the certificate:"),
         .command = "Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object { $_.Subject; "
                    "$_.GetCertHashString('SHA256') }"},
        {.steps = any,
         .cause = Cause::CertificateChanged,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "The certificate of {system} has changed."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It is not the one that was trusted for it{fingerprint}. It was renewed, or "
             "somebody is in between. Nothing was sent."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Find out why it changed. Only if this shows the new fingerprint on {host}, "
             "trust it:"),
         .command = "Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object { $_.Subject; "
                    "$_.GetCertHashString('SHA256') }"},
        {.steps = any,
         .cause = Cause::CertificateExpired,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "The certificate of {system} is not valid now."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It has expired, or is not valid yet; or the clock of this computer is "
             "wrong. Nothing was sent."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords",
                                  "Check the clock here, and renew the certificate on {host}:"),
         .command = "New-SelfSignedCertificate -DnsName {host} -CertStoreLocation "
                    "Cert:\\LocalMachine\\My"},
        {.steps = any,
         .cause = Cause::CertificateName,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "The certificate belongs to another host than {host}."),
         .why = QT_TRANSLATE_NOOP("ConnectWords",
                                  "It is made out to other names. Nothing was sent."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Connect by a name that stands in the certificate, or make one for this name "
             "on the system:"),
         .command = "New-SelfSignedCertificate -DnsName {host} -CertStoreLocation "
                    "Cert:\\LocalMachine\\My"},

        // Sign-in
        {.steps = any,
         .cause = Cause::SignIn,
         .code = 0,
         .parameter = "password",
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "No password is known for {user}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords", "The keychain of this computer has none for it, and none was given."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Sign in and enter the password.")},
        {.steps = any,
         .cause = Cause::SignIn,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} did not let {user} in."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The user name or the password is wrong, or this account may not sign in "
             "over the network."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "{accounts}")},
        {.steps = any,
         .cause = Cause::Account,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "The account {user} can't be used."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{system} says that it is locked, disabled or expired, or that its password "
             "has to be changed."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Have it unlocked or its password changed, then sign in again; for an "
             "account of a domain:"),
         .command = "Unlock-ADAccount {account}"},
        {.steps = any,
         .cause = Cause::Denied,
         .code = 0x803381dd,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "WinRM on {system} takes nothing from other computers."),
         .why = QT_TRANSLATE_NOOP("ConnectWords",
                                  "AllowRemoteAccess is off there, by hand or by policy."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords",
                                  "Allow it there, as administrator in PowerShell:"),
         .command = "Enable-PSRemoting -Force"},
        {.steps = any,
         .cause = Cause::Denied,
         .code = 403,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{host} lets nobody in from here."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Its web front, or a proxy in between, refuses this computer (HTTP 403)."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Check the address filters and rules there:"),
         .command = "winrm get winrm/config/service"},
        {.steps = C::Namespaces,
         .cause = Cause::Denied,
         .code = 0,
         .parameter = "Root/Virtualization/V2",
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "{user} may not look into Hyper-V on {system}."),
         .why = QT_TRANSLATE_NOOP("ConnectWords",
                                  "The account lacks rights on the WMI namespace {parameter}."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords", "Sign in as another account, or run this on {host} and try again:"),
         .command = "Add-LocalGroupMember -Group \"Hyper-V Administrators\" -Member {user}"},
        {.steps = C::Namespaces,
         .cause = Cause::Denied,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "{user} may not look into {feature} on {system}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The account was let in, but lacks \"Enable Account\" or \"Remote Enable\" on "
             "a WMI namespace."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Sign in as another account, or give it these rights on {host}, under "
             "WMI Control, Properties, Security:"),
         .command = "wmimgmt.msc"},
        {.steps = any,
         .cause = Cause::Denied,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP(
             "ConnectWords", "{system} knows {user} but doesn't let it manage the server."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The account is in neither Administrators nor Remote Management Users there; "
             "or it is a local administrator whom Windows gives no rights over the "
             "network (LocalAccountTokenFilterPolicy is not 1)."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords", "Sign in as another account, or run this on {host} and try again:"),
         .command = "Add-LocalGroupMember -Group \"Remote Management Users\" -Member {user}"},
        {.steps = any,
         .cause = Cause::SchemeNotOffered,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} does not offer {scheme}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It offers {offers}. The method is never changed by itself, so that no weaker "
             "one is used than the one chosen."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Choose one of those as the way to sign in for this system, or enable "
             "{scheme} on {host}:"),
         .command = "winrm set winrm/config/service/auth '@{{scheme}=\"true\"}'"},
        {.steps = any,
         .cause = Cause::NoTicket,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "There is no valid Kerberos ticket for {user}."),
         .why = QT_TRANSLATE_NOOP("ConnectWords",
                                  "The ticket cache of this computer has none, or it has expired."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Get one on this computer, or use a password:"),
         .command = "kinit {principal}"},
        {.steps = any,
         .cause = Cause::ClockSkew,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "The clocks differ too much."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Kerberos refuses times that are more than five minutes apart. {clocks}"),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Set the clocks of this computer, {host} and the domain controller right; on "
             "Windows:"),
         .command = "w32tm /resync"},
        {.steps = any,
         .cause = Cause::KdcUnreachable,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "No domain controller answers."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "No key distribution center of the Kerberos realm could be reached from this "
             "computer."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check the network and the realm's entry in krb5.conf or DNS; on this "
             "computer:"),
         .command = "nslookup -type=SRV _kerberos._tcp.{realm}"},
        {.steps = any,
         .cause = Cause::ServiceUnknown,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "The domain does not know {host} as a service."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The Kerberos realm has no principal for the name that was used{named}."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Use the full host name, not an address or an alias, and check the names "
             "registered for it on a domain controller:"),
         .command = "setspn -Q HTTP/{host}"},
        {.steps = any,
         .cause = Cause::Unencrypted,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} takes no unencrypted messages."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It lets {user} in, but refuses what can be read on the way (HTTP 500 with "
             "nothing in it)."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Choose Negotiate or Kerberos, which encrypt messages, as the way to sign in; "
             "or use HTTPS, for which this makes the listener there:"),
         .command = "winrm quickconfig -transport:https"},
        {.steps = any,
         .cause = Cause::NotSupported,
         .code = 0,
         .parameter = "url",
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "Nothing was sent to {system}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{scheme} over HTTP would show the password of {user} to everybody on the "
             "way."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Use HTTPS, or choose Negotiate or Kerberos, or allow it expressly for this "
             "system.")},
        {.steps = C::SignIn,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "{system} took the connection and never answered."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Port {port} is open, but what is behind it does not answer: it is another "
             "service, or WinRM hangs."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check the port (5985 for HTTP, 5986 for HTTPS), or restart the service "
             "there:"),
         .command = "Restart-Service WinRM"},

        // Identify: what is behind the port
        {.steps = any,
         .cause = Cause::NotFound,
         .code = 404,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "There is no WS-Management at {path} on {host}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The server does not know the path (HTTP 404), or has no listener for the "
             "address that was used."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Correct the path (as a rule it is /wsman), and look at the listeners "
             "there:"),
         .command = "winrm enumerate winrm/config/listener"},
        {.steps = any,
         .cause = Cause::ServerFault,
         .code = 503,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "WinRM is stopped on {system}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Windows holds port {port} open, but the service behind it does not run or "
             "is overloaded (HTTP 503)."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Start it there:"),
         .command = "Start-Service WinRM"},
        {.steps = any,
         .cause = Cause::ServerFault,
         .code = 500,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} failed without saying why."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It answered HTTP 500 with nothing in it; its service is in trouble or could "
             "not read the request."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Look at the log of the service there:"),
         .command = "Get-WinEvent -LogName Microsoft-Windows-WinRM/Operational -MaxEvents 20"},
        {.steps = any,
         .cause = Cause::ServerFault,
         .code = 429,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} is asked too often."),
         .why = QT_TRANSLATE_NOOP("ConnectWords", "A front of it holds requests back (HTTP 429)."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Wait a moment; it is tried again by itself.")},
        {.steps = C::SignIn | C::Identify,
         .cause = Cause::ServerFault,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{place} broke off."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The connection was accepted, and closed or answered with a failure: the port "
             "belongs to another service or expects TLS, or the service is in trouble.{says}"),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Check the port (5985 for HTTP, 5986 for HTTPS), or look at the log of the "
             "service there:"),
         .command = "Get-WinEvent -LogName Microsoft-Windows-WinRM/Operational -MaxEvents 20"},
        {.steps = C::SignIn | C::Identify,
         .cause = Cause::NotSupported,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{place} is no WS-Management service."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Another web server answers there, or sends elsewhere{elsewhere}; that is not "
             "followed, so that no password gets to another place."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords", "Correct address, port (5985 for HTTP, 5986 for HTTPS) and path.")},
        {.steps = C::SignIn | C::Identify,
         .cause = Cause::TooLarge,
         .code = 431,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "The sign-in of {user} is too large for {system}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "A ticket with very many groups does not fit into the headers that the server "
             "takes (HTTP 431)."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords", "Use an account with fewer groups, or allow larger headers there:"),
         .command = "New-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters "
                    "-Name MaxFieldLength -Value 65534 -PropertyType DWord"},
        {.steps = C::SignIn | C::Identify,
         .cause = Cause::Malformed,
         .code = 200,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "{place} answers with something else than WS-Management."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "A web page came back: a proxy, a page to sign in, or another web server is "
             "there."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Correct address, port (5985 for HTTP, 5986 for HTTPS) and path, or get past "
             "the proxy.")},
        {.steps = C::SignIn | C::Identify,
         .cause = Cause::Malformed,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{place} does not speak WS-Management."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "What came back could not be read as an answer to it: another service uses "
             "the port, or it is a port for TLS."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords",
                                  "Check the port: 5985 is that of HTTP, 5986 that of HTTPS.")},
        {.steps = C::Identify,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords",
                                      "{system} let {user} in and then said nothing."),
         .why = QT_TRANSLATE_NOOP("ConnectWords", "Its service is overloaded or hangs."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Try again later, or restart the service there:"),
         .command = "Restart-Service WinRM"},

        // Namespaces and services
        {.steps = any,
         .cause = Cause::Quota,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} allows no more at this time."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "{user} has reached a limit there for operations or connections at once."),
         .fix = QT_TRANSLATE_NOOP("ConnectWords",
                                  "Wait a moment; if it stays so, raise the limit there:"),
         .command = "winrm set winrm/config/service "
                    "'@{MaxConcurrentOperationsPerUser=\"4294967295\"}'"},
        {.steps = C::Namespaces,
         .cause = Cause::NotFound,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "There is nothing to manage on {system}."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "The roles that this program manages are not installed there. {missing}"),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords", "Connect another system, or install the role that it should have:"),
         .command = "Install-WindowsFeature FS-iSCSITarget-Server, Hyper-V"},
        {.steps = C::Namespaces,
         .cause = Cause::TimedOut,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} did not say in time what it has."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "It let {user} in and told who it is, but reading its services took too "
             "long."),
         .fix = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Try again; if it stays so, check the load of the system, or restart WMI "
             "there:"),
         .command = "Restart-Service Winmgmt -Force"},
        {.steps = C::Namespaces,
         .cause = Cause::ServerFault,
         .code = 0,
         .problem = QT_TRANSLATE_NOOP("ConnectWords", "{system} could not say what it has."),
         .why = QT_TRANSLATE_NOOP(
             "ConnectWords",
             "Its management service or one of its providers failed{ofFeature}.{says}"),
         .fix = QT_TRANSLATE_NOOP("ConnectWords", "Look at the log of WMI there:"),
         .command = "Get-WinEvent -LogName Microsoft-Windows-WMI-Activity/Operational "
                    "-MaxEvents 20"},
    };
    return table;
}

} // namespace Cistern
