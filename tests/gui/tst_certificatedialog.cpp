// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The question about a certificate: its four faces by keyboard, and from the window over a real
// server until the system connects.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "services/systems/trust.h"
#include "tests/support/tlsserver.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/widgets/appstyle.h"
#include "ui/widgets/linkbutton.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using Kind = CertificateProblem::Kind;

namespace {

CertificateFacts facts(const QByteArray &seed)
{
    return {.subject = u"hv22.lab.example"_s,
            .issuer = u"LAB-CA-01"_s,
            .names = {u"hv22"_s, u"hv22.lab.example"_s},
            .validFrom = QDateTime(QDate(2025, 11, 3), QTime(12, 0), Qt::UTC),
            .validTo = QDateTime(QDate(2027, 11, 3), QTime(12, 0), Qt::UTC),
            .sha256 = QCryptographicHash::hash(seed, QCryptographicHash::Sha256),
            .sha1 = QCryptographicHash::hash(seed, QCryptographicHash::Sha1),
            .key = u"RSA"_s,
            .keyBits = 2048,
            .signature = u"sha256WithRSAEncryption"_s};
}

struct Face
{
    const char *name;
    QList<Kind> problems;
    QString title;
    bool trustable = true;
};
const QList<Face> &faces()
{
    static const QList<Face> all{
        {"unknown", {Kind::Unknown}, u"is not known"_s},
        {"changed", {Kind::Changed, Kind::Unknown}, u"has changed"_s},
        {"expired", {Kind::Expired}, u"has expired"_s},
        {"not yet valid", {Kind::NotYetValid}, u"is not valid yet"_s},
        {"wrong name", {Kind::Name}, u"is for another host"_s},
        {"several", {Kind::Expired, Kind::Name, Kind::Unknown}, u"has expired"_s},
        {"weak", {Kind::Weak}, u"is too weak"_s},
        {"broken", {Kind::Broken}, u"can't be trusted"_s, false},
    };
    return all;
}

std::unique_ptr<CertificateDialog> dialogOf(const Face &face, const Clock &clock)
{
    ConnectionSpec spec;
    spec.id = spec.name = u"hv22"_s;
    spec.url = QUrl(u"https://10.20.4.13:5987/wsman"_s);
    PeerCertificate shown{.host = u"10.20.4.13"_s,
                          .chain = {facts("new"), facts("authority")},
                          .protocol = u"TLSv1.3"_s,
                          .cipher = u"TLS_AES_256_GCM_SHA384"_s};
    for (const Kind kind : face.problems)
        shown.problems.append({.kind = kind, .words = u"<b>words</b>"_s});
    if (face.problems.contains(Kind::Changed)) {
        spec = Trust::pinned(spec, facts("old"), clock);
        shown.pin = spec.pin;
        shown.chain.first().issuer = shown.chain.first().subject;
        shown.chain.first().selfSigned = true;
    }
    if (face.problems.contains(Kind::Expired))
        shown.chain.first().validTo = QDateTime(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);
    return std::make_unique<CertificateDialog>(spec, shown, clock);
}

} // namespace

class TestCertificateDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void FN_09_enterNeverTrusts_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < faces().size(); ++i)
            QTest::newRow(faces().at(i).name) << i;
    }
    void FN_09_enterNeverTrusts()
    {
        QFETCH(int, number);
        const Face &face = faces().at(number);
        for (int step = 0; step < 3; ++step) {
            const auto dialog = dialogOf(face, m_clock);
            // The dialog deletes itself when it closes; here its owner does.
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            QSignalSpy trusted(dialog.get(), &CertificateDialog::trusted);
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
            QVERIFY(says(dialog.get(), face.title));
            QPushButton *trust = buttonWith(dialog.get(), u"Trust "_s);
            auto *compared = dialog->findChild<QCheckBox *>();
            QCOMPARE(trust != nullptr, face.trustable);
            QCOMPARE(compared != nullptr, face.trustable);
            if (face.trustable) {
                QVERIFY(!trust->isEnabled());
                dialog->accept(); // as long as nobody ticked, nothing does it
                QVERIFY(dialog->isVisible());
                if (step > 0) {
                    compared->setFocus();
                    QTest::keyClick(compared, Qt::Key_Space);
                    QVERIFY(trust->isEnabled());
                }
                if (step > 1)
                    trust->setFocus();
            }
            QWidget *focus = dialog->focusWidget();
            QTest::keyClick(focus, Qt::Key_Return);
            QVERIFY(!dialog->isVisible());
            QCOMPARE(dialog->result(), int(QDialog::Rejected));
            QCOMPARE(trusted.size(), 0);
        }
    }

    void FN_09_trustedByKeyboardOnceCompared_data() { FN_09_enterNeverTrusts_data(); }
    void FN_09_trustedByKeyboardOnceCompared()
    {
        QFETCH(int, number);
        const Face &face = faces().at(number);
        const auto dialog = dialogOf(face, m_clock);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy trusted(dialog.get(), &CertificateDialog::trusted);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        if (!face.trustable) {
            QTest::keyClick(dialog.get(), Qt::Key_Escape);
            QVERIFY(!dialog->isVisible());
            return;
        }
        auto *compared = dialog->findChild<QCheckBox *>();
        QPushButton *trust = buttonWith(dialog.get(), u"Trust "_s);
        // Everything can be reached by the Tab key.
        bool ticked = false;
        for (int i = 0; i < 60 && trusted.isEmpty(); ++i) {
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
            if (dialog->focusWidget() == compared && !ticked) {
                QTest::keyClick(compared, Qt::Key_Space);
                ticked = true;
            } else if (dialog->focusWidget() == trust) {
                QTest::keyClick(trust, Qt::Key_Space);
            }
        }
        QVERIFY(ticked);
        QCOMPARE(trusted.size(), 1);
        QCOMPARE(trusted.first().first().value<PeerCertificate>(), dialog->shown());
        QCOMPARE(dialog->result(), int(QDialog::Accepted));
    }

    void everyFaceIsWhole_data()
    {
        QTest::addColumn<int>("appearance");
        QTest::addColumn<int>("direction");
        QTest::newRow("light") << int(Appearance::Light) << int(Qt::LeftToRight);
        QTest::newRow("dark") << int(Appearance::Dark) << int(Qt::LeftToRight);
        QTest::newRow("mirrored") << int(Appearance::Light) << int(Qt::RightToLeft);
    }
    void everyFaceIsWhole()
    {
        QFETCH(int, appearance);
        QFETCH(int, direction);
        applyAppearance(*qApp, Appearance(appearance));
        QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
        const QString folder = QStringLiteral(CISTERN_BINARY_DIR) + u"/screenshots"_s;
        QDir().mkpath(folder);
        for (const Face &face : faces()) {
            const auto dialog = dialogOf(face, m_clock);
            dialog->setAttribute(Qt::WA_DeleteOnClose, false);
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
            buttonWith(dialog.get(), u"chain"_s)->click();
            QCoreApplication::sendPostedEvents();
            QVERIFY(dialog->findChild<QTreeView *>()->isVisible());
            QVERIFY(dialog->grab().save(folder
                                        + u"/dialog-certificate-%1-%2.png"_s.arg(
                                            QString::fromLatin1(face.name).replace(u' ', u'-'),
                                            QString::fromLatin1(QTest::currentDataTag()))));
            // No line of a fingerprint may be cut off, and no markup of a server may work.
            const auto labels = dialog->findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                QCOMPARE(label->textFormat(), Qt::PlainText);
                if (label->isVisible() && label->text().count(u':') > 10)
                    QVERIFY2(label->height() >= label->sizeHint().height()
                                 && label->width() >= label->sizeHint().width(),
                             qPrintable(label->text()));
            }
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        applyAppearance(*qApp, Appearance::Light);
    }

    void theFingerprintAndTheCommandsAreCopied()
    {
        const auto dialog = dialogOf(faces().first(), m_clock);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        buttonWith(dialog.get(), u"Copy"_s)->click();
        QCOMPARE(fingerprintFromText(QGuiApplication::clipboard()->text()),
                 dialog->shown().fingerprint());
        QStringList commands;
        const auto fields = dialog->findChildren<QLineEdit *>();
        for (const QLineEdit *field : fields)
            commands.append(field->text());
        QVERIFY(commands.join(u'\n').contains(u"Cert:\\LocalMachine\\My"_s));
        QVERIFY(commands.join(u'\n').contains(u"winrm enumerate winrm/config/listener"_s));
        QVERIFY(commands.join(u'\n').contains(u"-connect localhost:5987"_s));
    }

    void FN_09_IM_14_fromTheStatusLineToTheConnection()
    {
        const Authority authority;
        TlsServer server(authority.server({}));
        server.reply = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        ConsoleFixture console;
        console.services->setPasswordPrompt(
            [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret("right")); });
        ConnectionSpec spec;
        spec.id = spec.name = u"far"_s;
        spec.url = QUrl(u"https://127.0.0.1:%1/wsman"_s.arg(server.serverPort()));
        spec.user = u"bar"_s;
        const auto added = console.services->book().add(spec, console.window.get());
        QTRY_VERIFY(added.isFinished());
        console.services->connections().open(spec.id);
        const auto ask = [&]() -> CertificateDialog * {
            auto *link = buttonWith(console.window.get(), u"certificate"_s);
            if (!link || !link->isVisible())
                return nullptr;
            link->click();
            return console.openDialog<CertificateDialog>();
        };
        CertificateDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(dialog || (dialog = ask()), 20000);
        QCOMPARE(server.heard, QByteArray());
        // No is what Enter says, and it stays so.
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!console.openDialog<CertificateDialog>());
        QCOMPARE(console.services->connections().state(spec.id).phase, SystemState::Phase::Failed);
        QCOMPARE(server.heard, QByteArray());

        QTRY_VERIFY(dialog = ask());
        dialog->findChild<QCheckBox *>()->click();
        buttonWith(dialog, u"Trust "_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(server.heard.contains("Authorization: "), 20000);
        QCOMPARE(console.services->book().find(spec.id)->pin,
                 console.services->book().find(spec.id)->pinned.sha256);

        // Another certificate from now on: loud, blocked, and nothing is said to it.
        QTRY_COMPARE(console.services->connections().state(spec.id).phase,
                     SystemState::Phase::Failed);
        server.show(authority.server({}));
        server.heard.clear();
        console.services->connections().open(spec.id);
        QTRY_VERIFY_WITH_TIMEOUT(
            console.services->connections().state(spec.id).failure
                && console.services->connections().state(spec.id).failure->cause
                    == Failure::Cause::CertificateChanged,
            20000);
        QTRY_VERIFY(buttonWith(console.window.get(), u"certificate"_s)->isVisible());
        dialog = nullptr;
        QTRY_VERIFY(dialog = ask());
        QVERIFY(says(dialog, u"has changed"_s));
        QVERIFY(says(dialog, u"Trusted since"_s));
        QVERIFY(buttonWith(dialog, u"Keep far blocked"_s)->isDefault());
        QCOMPARE(server.heard, QByteArray());
    }

private:
    SystemClock m_clock;
};

QTEST_MAIN(TestCertificateDialog)
#include "tst_certificatedialog.moc"
