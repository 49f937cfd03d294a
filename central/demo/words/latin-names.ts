/** Given and family names as one meets them in London, Chicago and Singapore. */
export const givenNames =
  'Maya Elena Kofi Ines Jon Ava Tom Grace Oliver Amelia Noah Priya Arjun Fatima Omar Leila Samuel Hannah Daniel Sofia Lucas Emma Liam Chloe Ethan Zoe Marcus Naomi Victor Alice Ruth Peter Irene Martin Claire Diego Carmen Paulo Nadia Yusuf Aisha George Helen Simon Laura Kevin Rachel Adam Julia Patrick Maria Andre Bianca Felix Greta Hugo Isabel Jasper Karen Leo Monica Nathan Olga Quentin Rosa Stefan Tanya Umar Vera Walter'.split(
    ' ',
  )
export const familyNames =
  'Okafor Duarte Mensah Moreau Reyes Lindqvist Bennett Carter Hughes Patel Sharma Khan Haddad Cohen Novak Rossi Silva Costa Andersson Nguyen Walker Turner Collins Murphy Kelly Brooks Foster Gray Hayes Jenkins Lambert Morgan Nash Osborne Parker Quinn Russell Shaw Thornton Underwood Vaughan Watts Young Abbott Barnes Chambers Dawson Ellis Fletcher Gibson Holland Ingram Jordan Knight Lawson Marshall Newton Owens Preston Rhodes Sullivan Tucker Wallace'.split(
    ' ',
  )
/** Singapore and Hong Kong, written as their bearers write them. */
export const romanFamilyNames =
  'Tan Lim Lee Ng Ong Wong Goh Chua Chan Koh Teo Ang Yeo Tay Ho Low Sim Chong Leong Foo Cheung Lau Leung Yip Kwok Mak'.split(
    ' ',
  )
export const romanGivenNames =
  'Wei Ling,Jia Hui,Kai Wen,Mei Yi,Zhi Hao,Xin Yi,Jun Jie,Hui Min,Yong Sheng,Shu Fen,Ka Yan,Chi Ming,Wing Yee,Siu Fung,Tsz Kin,Pui Shan'.split(
    ',',
  )
/** Kanji, for Japanese customers: family and given name. */
export const japaneseFamilyNames = '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤'.split(' ')
export const japaneseGivenNames = '蓮 陽翔 湊 結衣 陽葵 凛 大輔 直樹 美咲 由美子'.split(' ')
