# Writes a self-signed certificate as .pfx. .NET only, so that the small PowerShell host can run it.
$file, $password, $notBefore, $notAfter, $part = $args
$key = [System.Security.Cryptography.RSA]::Create(2048)
$request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=countersign.example.com', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
$certificate = $request.CreateSelfSigned([datetimeoffset]::Parse($notBefore, [cultureinfo]::InvariantCulture), [datetimeoffset]::Parse($notAfter, [cultureinfo]::InvariantCulture))
if ($part -eq 'public') { $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.RawData) }
[System.IO.File]::WriteAllBytes($file, $certificate.Export('Pfx', $password))
