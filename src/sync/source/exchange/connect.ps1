# How Exchange is reached: modules, certificate, signing in. Loaded before exchange.ps1, which holds what can be asked.
# Engine commands and .NET only; arguments are data and never become code. Nothing is decided here that Node can decide:
# the operations answer facts (versions, signature, dates), the rules are in TypeScript.

# Where the questions go: null for Exchange Online (commands of this process), else the session of an Exchange server.
$Remote = @{ Session = $null }
# What is loaded of Exchange Online: the commands that are used, all of which read.
$OnlineCommands = @('Get-Mailbox', 'Get-MailboxPermission', 'Get-DistributionGroupMember', 'Get-User', 'Get-Group')
$ReadCommands = @('Get-EXOMailbox', 'Get-EXOMailboxPermission', 'Get-EXORecipient', 'Get-Recipient') + $OnlineCommands

function ConvertTo-SecureText([string]$Text) {
  $secure = [securestring]::new()
  foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
  $secure.MakeReadOnly()
  return $secure
}

function Test-Command([string]$Name) {
  return @(Get-Command -Name $Name -ErrorAction Ignore).Count -gt 0
}

# Every installed version of a module, or those in one folder.
function Read-Modules([hashtable]$Request) {
  $name = if ($Request.folder) { [System.IO.Path]::Combine([string]$Request.folder, [string]$Request.name) } else { [string]$Request.name }
  foreach ($module in @(Get-Module -Name $name -ListAvailable -ErrorAction Ignore)) {
    Send-Row ([ordered]@{ version = [string]$module.Version; path = [string]$module.Path })
  }
}

# Where the platform knows signatures (Windows): whether the files of a module are whole, and who signed them.
function Read-Signatures([hashtable]$Request) {
  if (-not (Test-Command 'Get-AuthenticodeSignature')) { return }
  $folder = [System.IO.Path]::GetDirectoryName([string]$Request.path)
  foreach ($file in [System.IO.Directory]::EnumerateFiles($folder, '*', [System.IO.SearchOption]::AllDirectories)) {
    if ([System.IO.Path]::GetExtension($file) -notin @('.psd1', '.psm1', '.ps1', '.dll')) { continue }
    $signature = Get-AuthenticodeSignature -LiteralPath $file -ErrorAction Stop
    $signer = if ($null -eq $signature.SignerCertificate) { '' } else { [string]$signature.SignerCertificate.Subject }
    Send-Row ([ordered]@{ file = [string]$file; status = [string]$signature.Status; signer = $signer })
  }
}

# By absolute path: a module of the same name elsewhere is not loaded.
function Import-Chosen([hashtable]$Request) {
  Import-Module -Name ([string]$Request.path) -ErrorAction Stop
}

# Opens the file as Exchange's module will. The key stays in memory and is thrown away with the object.
function Read-Certificate([hashtable]$Request) {
  $bytes = [System.IO.File]::ReadAllBytes([string]$Request.file)
  $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes, [string]$Request.password, 'EphemeralKeySet')
  try {
    $usable = $false
    if ($certificate.HasPrivateKey) {
      $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
      if ($null -ne $key) { $usable = $key.SignData([byte[]]@(1), 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1).Length -gt 0; $key.Dispose() }
    }
    Send-Row ([ordered]@{
        hasPrivateKey = [bool]$usable
        notBefore = $certificate.NotBefore.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.000Z', [cultureinfo]::InvariantCulture)
        notAfter = $certificate.NotAfter.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.000Z', [cultureinfo]::InvariantCulture)
        thumbprint = [string]$certificate.Thumbprint
      })
  } finally { $certificate.Dispose() }
}

function Connect-WithCertificate([hashtable]$Request) {
  $arguments = @{
    CertificateFilePath = [string]$Request.certificateFile
    CertificatePassword = ConvertTo-SecureText $Request.certificatePassword
    AppId = [string]$Request.applicationId
    Organization = [string]$Request.organization
    CommandName = $OnlineCommands
    ShowBanner = $false
    ErrorAction = 'Stop'
  }
  Connect-ExchangeOnline @arguments
}

# The token of an administrator who signed in elsewhere.
function Connect-WithToken([hashtable]$Request) {
  $arguments = @{
    AccessToken = [string]$Request.accessToken
    UserPrincipalName = [string]$Request.userName
    CommandName = $OnlineCommands
    ShowBanner = $false
    ErrorAction = 'Stop'
  }
  Connect-ExchangeOnline @arguments
}

function Connect-OnPremise([hashtable]$Request) {
  $arguments = @{
    ConfigurationName = 'Microsoft.Exchange'
    ConnectionUri = [string]$Request.serverUrl
    Authentication = if ($Request.kerberos) { 'Kerberos' } else { 'Basic' }
    Credential = [pscredential]::new([string]$Request.userName, (ConvertTo-SecureText $Request.password))
    ErrorAction = 'Stop'
  }
  $Remote.Session = New-PSSession @arguments
  # A setting of this session, not of Exchange: without it only the server's own domain is seen.
  $null = Invoke-Remote 'Set-AdServerSettings' @{ ViewEntireForest = $true; ErrorAction = 'Stop' }
}

function Disconnect-Exchange {
  if ($null -ne $Remote.Session) { Remove-PSSession -Session $Remote.Session -ErrorAction Stop; $Remote.Session = $null; return }
  Disconnect-ExchangeOnline -Confirm:$false -ErrorAction Stop
}

# A command and its values, never text: Exchange's sessions understand no language, and a value stays a value. The wait is
# in slices, so that a stopped pipeline need not wait for the answer.
function Invoke-Remote([string]$Command, [hashtable]$Parameters) {
  $shell = [powershell]::Create()
  try {
    $shell.Runspace = $Remote.Session.Runspace
    $null = $shell.AddCommand($Command)
    foreach ($name in $Parameters.Keys) { $null = $shell.AddParameter($name, $Parameters[$name]) }
    $running = $shell.BeginInvoke()
    while (-not $running.AsyncWaitHandle.WaitOne(100)) { }
    $rows = $shell.EndInvoke($running)
    if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
    foreach ($row in $rows) { $row }
  } finally { $shell.Dispose() }
}

# The one way to ask Exchange something. An error is non-terminating there and leaves no output: it must stop here.
function Invoke-Exchange([string]$Command, [hashtable]$Parameters) {
  if ($ReadCommands -notcontains $Command) { throw "not a command that reads: '$Command'" }
  $Parameters.ErrorAction = 'Stop'
  if ($null -eq $Remote.Session) { & $Command @Parameters } else { Invoke-Remote $Command $Parameters }
}
