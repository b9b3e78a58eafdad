// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Asks whether a certificate is to be trusted for one system: unknown, changed, out of its time or
// for another host. Keeps nothing itself: whoever opens it acts on trusted(). The safe answer is
// the default, and Enter never trusts. Owned by its window. GUI thread.
#pragma once

#include "services/core/clock.h"
#include "services/systems/connectionspec.h"
#include "ui/widgets/dialogframe.h"

class QCheckBox;
class QGridLayout;
class QTreeView;

namespace Cistern {

class CertificateDialog : public DialogFrame
{
    Q_OBJECT

public:
    // product: what the system called itself when it was last connected; empty: not known.
    CertificateDialog(const ConnectionSpec &spec, const PeerCertificate &shown, const Clock &clock,
                      const QString &product = {}, QWidget *parent = nullptr);

    const PeerCertificate &shown() const { return m_shown; }

Q_SIGNALS:
    void trusted(const Cistern::PeerCertificate &shown);

public Q_SLOTS:
    void accept() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *facts();
    QWidget *comparison();
    QWidget *problems();
    QWidget *commands(const QString &product);
    QTreeView *chain();
    QWidget *fingerprint(const QString &name, const QByteArray &digest, int bytesPerLine,
                         State state);
    void fit(); // as high as its text needs: no line of a fingerprint may be cut off

    ConnectionSpec m_spec;
    PeerCertificate m_shown;
    QTreeView *m_chain;
    QCheckBox *m_compared = nullptr; // none where nobody may say yes
    QPushButton *m_trust = nullptr;
    QPushButton *m_keep;
};

} // namespace Cistern
