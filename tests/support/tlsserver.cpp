// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/support/tlsserver.h"

#include "tests/support/httpmessages.h"

#include <QRegularExpression>
#include <QTest>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

void TlsServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    if (!socket->setSocketDescriptor(descriptor))
        return delete socket;
    ++arrivals;
    socket->setSslConfiguration(m_tls);
    connect(socket, &QSslSocket::encrypted, this, [this] { ++handshakes; });
    connect(socket, &QSslSocket::readyRead, this, [this, socket, said = HttpMessages()]() mutable {
        const QByteArray bytes = socket->readAll();
        heard += bytes;
        said.add(bytes);
        if (reply.isEmpty() || !said.take())
            return;
        socket->write(reply);
        socket->disconnectFromHost();
    });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    socket->startServerEncryption();
}

OpensslServer::OpensslServer(const Authority::Files &files, const QStringList &more)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(u"openssl"_s,
                    QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s,
                                files.chain, u"-cert_chain"_s, files.chain, u"-key"_s, files.key}
                        + more);
    static const QRegularExpression accept(u"ACCEPT \\S+:(\\d+)"_s);
    (void)QTest::qWaitFor(
        [&] {
            m_output += m_process.readAll();
            m_port = accept.match(QString::fromLatin1(m_output)).captured(1).toUShort();
            return m_port != 0 || m_process.state() == QProcess::NotRunning;
        },
        10'000);
    if (m_port == 0)
        qWarning("%s", m_output.constData());
}

OpensslServer::~OpensslServer()
{
    m_process.kill();
    m_process.waitForFinished(5'000);
}

QByteArray OpensslServer::heard()
{
    return m_output += m_process.readAll();
}

} // namespace Cistern

#include "moc_tlsserver.cpp"
