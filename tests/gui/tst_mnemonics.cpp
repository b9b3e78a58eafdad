// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Alt and a letter lead to one place: in each dialog, on each page of a wizard, in each menu.

#include "tests/gui/consolefixture.h"
#include "tests/gui/widgetparts.h"

#include "services/credentials/credentialbook.h"
#include "tests/support/got.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/credentialsetdialog.h"
#include "ui/dialogs/passwordprompt.h"
#include "ui/dialogs/systemdialog.h"
#include "ui/widgets/signinfields.h"

#include <QAction>
#include <QMenuBar>
#include <QTabBar>
#include <QWizard>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
// What is open besides the window.
QDialog *openForm()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

// In each way to sign in that it has.
QStringList clashesOfSignIn(QWidget *dialog)
{
    QStringList told = clashes(dialog);
    auto *fields = dialog->findChild<SignInFields *>();
    const auto boxes = fields->findChildren<QComboBox *>();
    for (int set = 0; set < boxes.at(0)->count(); ++set) {
        boxes.at(0)->setCurrentIndex(set);
        for (int way = 0; way < boxes.at(1)->count(); ++way) {
            boxes.at(1)->setCurrentIndex(way);
            buttonWith(fields, u"Advanced"_s)->setChecked(true);
            told += clashes(dialog);
        }
    }
    return told;
}
} // namespace

class TestMnemonics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_console = std::make_unique<ConsoleFixture>();
        m_console->makePool(u"gold"_s, 64 * ConsoleFixture::MiB);
        m_set = *got(
            m_console->services->credentials().add({.name = u"lab"_s, .user = u"a"_s}, this));
        QVERIFY(
            got(m_console->services->book().add({.id = u"far"_s,
                                                 .name = u"far"_s,
                                                 .url = QUrl(u"http://far.invalid:5985/wsman"_s),
                                                 .credential = m_set},
                                                this)));
    }
    void cleanupTestCase() { m_console.reset(); }

    void formsOfTheWindow_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<QString>("on");
        const auto row = [](const char *name, Command command, const QString &on) {
            QTest::newRow(name) << int(command) << on;
        };
        row("connect", Command::Connect, {});
        row("location", Command::AddLocation, {});
        row("credential sets", Command::CredentialSets, {});
        row("connection", Command::EditConnection, u"far"_s);
        row("remove system", Command::RemoveSystem, u"far"_s);
        row("new pool", Command::NewPool, {});
        row("new child pool", Command::NewChildPool, {});
        row("new root pool", Command::NewRootPool, {});
        row("new volume", Command::NewVolume, u"gold"_s);
        row("new extent", Command::NewExtent, u"gold"_s);
        row("resize", Command::Resize, u"gold"_s);
        row("rename", Command::Rename, u"gold"_s);
        row("delete", Command::Delete, u"gold"_s);
        row("new pipe", Command::NewPipe, {});
        row("call a method", Command::CallMethod, {});
        row("about", Command::About, {});
    }
    void formsOfTheWindow()
    {
        QFETCH(int, command);
        QFETCH(QString, on);
        Inventory &inventory = m_console->services->inventory();
        const NodeId node = on == u"gold"_s
            ? m_console->poolNamed(on)->node
            : inventory.system(on.isEmpty() ? m_console->local() : on);
        QTRY_VERIFY(m_console->window->select(node));
        QAction *action = m_console->window->action(Command(command));
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY(openForm());
        const QPointer<QDialog> form(openForm());
        QCOMPARE(clashes(form).join(u';'), QString());
        if (form->findChild<SignInFields *>())
            QCOMPARE(clashesOfSignIn(form).join(u';'), QString());
        if (auto *tabs = form->findChild<QTabBar *>()) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QCOMPARE(clashes(form).join(u';'), QString());
            }
        }
        if (auto *wizard = qobject_cast<QWizard *>(form.data())) {
            for (int page = 0; page < 5 && wizard->nextId() >= 0; ++page) {
                if (!QTest::qWaitFor(
                        [&] { return wizard->button(QWizard::NextButton)->isEnabled(); }, 3000))
                    break;
                wizard->next();
                QCOMPARE(clashes(form).join(u';'), QString());
            }
        }
        form->reject();
        // And whatever asks whether that is meant.
        QTRY_VERIFY(!openForm() || (openForm()->close(), false));
    }

    void kindsOfCredentialSets()
    {
        CredentialSetDialog dialog(windowConsole(*m_console->services));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *kinds = dialog.findChild<QComboBox *>();
        for (int kind = 0; kind < kinds->count(); ++kind) {
            kinds->setCurrentIndex(kind);
            QCOMPARE(clashes(&dialog).join(u';'), QString());
        }
    }

    void passwordsAndCertificates()
    {
        const ConnectionSpec &spec = *m_console->services->book().find(u"far"_s);
        PasswordPrompt prompt({.spec = spec,
                               .set = *m_console->services->credentials().find(m_set),
                               .systems = 2,
                               .refused = true});
        prompt.setAttribute(Qt::WA_DeleteOnClose, false);
        prompt.show();
        QCOMPARE(clashes(&prompt).join(u';'), QString());
        for (const auto kind :
             {CertificateProblem::Kind::Unknown, CertificateProblem::Kind::Changed,
              CertificateProblem::Kind::Expired, CertificateProblem::Kind::Name}) {
            const PeerCertificate shown{
                .host = u"far.invalid"_s,
                .chain = {CertificateFacts{.subject = u"far"_s, .sha256 = QByteArray(32, 'a')}},
                .problems = {{.kind = kind, .words = {}}}};
            CertificateDialog dialog(spec, shown, m_console->services->clock());
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.show();
            QCOMPARE(clashes(&dialog).join(u';'), QString());
        }
    }

    void menus()
    {
        const auto once = [](const QList<QAction *> &actions) {
            QHash<QString, QString> taken;
            QStringList told;
            for (const QAction *action : actions) {
                const QString letter = QKeySequence::mnemonic(action->text()).toString();
                if (letter.isEmpty() || !action->isVisible())
                    continue;
                if (taken.contains(letter))
                    told.append(taken.value(letter) + u" / "_s + action->text());
                taken.insert(letter, action->text());
            }
            return told;
        };
        const QList<QAction *> bar = m_console->window->menuBar()->actions();
        QCOMPARE(once(bar), QStringList());
        for (const QAction *menu : bar) {
            if (menu->menu())
                QCOMPARE(once(menu->menu()->actions()), QStringList());
        }
    }

private:
    std::unique_ptr<ConsoleFixture> m_console;
    QString m_set;
};

QTEST_MAIN(TestMnemonics)
#include "tst_mnemonics.moc"
