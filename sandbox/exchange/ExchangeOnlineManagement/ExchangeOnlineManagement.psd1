@{
  RootModule = 'ExchangeOnlineManagement.psm1'
  ModuleVersion = '3.9.2'
  GUID = '5f8e3c1a-52f7-4a0e-9a51-6d0f0b3c7e21'
  Author = 'Countersign'
  Description = 'A stand-in for Exchange Online over the made-up organisation in the file that COUNTERSIGN_WORLD names'
  PowerShellVersion = '7.4'
  FunctionsToExport = @(
    'Connect-ExchangeOnline', 'Disconnect-ExchangeOnline',
    'Get-EXOMailbox', 'Get-EXOMailboxPermission', 'Get-MailboxPermission',
    'Get-EXORecipient', 'Get-Recipient', 'Get-User', 'Get-Group', 'Get-DistributionGroupMember'
  )
  CmdletsToExport = @()
  VariablesToExport = @()
  AliasesToExport = @()
}
